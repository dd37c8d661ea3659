#!/bin/sh
# Neovim, sans écran : un fichier .fil s'ouvre, le serveur s'attache, ce qu'il dit arrive, un nom mène à sa déclaration.
#   neovim_test.sh FILROUGE SOURCE
set -u
filrouge=$1
source=$2
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
export HOME="$place" XDG_CONFIG_HOME="$place/c" XDG_DATA_HOME="$place/d" XDG_STATE_HOME="$place/e" XDG_CACHE_HOME="$place/f"
mkdir -p "$place/travail/rules"
cat > "$place/travail/rules/essai.fil" << 'FIN'
module essai
  titre « Essai »
  fondement CASF L262-36
  statut vérifié « lu »

rôle référent « Référent » institution departement

événement orientation « Orientation »
  portée personne

procédure suivi « Suivi »
  une instance par orientation
  conduite par référent
  état ouvert initial
    dès orientation, aller à femré
  état fermé final
FIN
cat > "$place/essai.lua" << FIN
vim.opt.runtimepath:prepend('$source/dsl/editors/neovim')
vim.cmd('filetype plugin on | syntax on')
vim.cmd('runtime! ftdetect/filrouge.vim')
require('filrouge').setup({ programme = '$filrouge' })
vim.cmd('edit $place/travail/rules/essai.fil')
local function attendre(quoi, condition)
  if not vim.wait(20000, condition, 50) then
    print('ÉCHEC : ' .. quoi)
    vim.cmd('cquit 1')
  end
end
attendre('le type du fichier', function() return vim.bo.filetype == 'filrouge' end)
attendre('le serveur', function() return require('filrouge').client() ~= nil and #vim.lsp.buf_get_clients(0) > 0 end)
attendre('ce qui est dit', function() return #vim.diagnostic.get(0) > 0 end)
for _, un in ipairs(vim.diagnostic.get(0)) do
  print(string.format('%d:%d %s %s', un.lnum + 1, un.col + 1, un.code, (un.message:gsub('\n', ' / '))))
end
local function demander(methode, ligne, colonne)
  local reponse = vim.lsp.buf_request_sync(0, methode, {
    textDocument = vim.lsp.util.make_text_document_params(), position = { line = ligne, character = colonne } }, 20000)
  for _, une in pairs(reponse or {}) do return une.result end
end
local lieux = demander('textDocument/definition', 11, 22)
print('définition : ligne ' .. (lieux and lieux[1] and lieux[1].range.start.line + 1 or '?'))
-- La faute se corrige : il ne reste rien à dire.
vim.cmd([[%s/femré/fermé/]])
attendre('la correction', function() return #vim.diagnostic.get(0) == 0 end)
print('plus rien à redire')
local groupe = vim.fn.synIDattr(vim.fn.synID(1, 1, 1), 'name')
print('couleur de « module » : ' .. groupe)
vim.cmd('qall!')
FIN
nvim --headless -u NONE -i NONE -n -S "$place/essai.lua" > "$place/dit" 2>&1
code=$?
echo >> "$place/dit"
sed -i 's/\r//g' "$place/dit"
faux=0
voit() {
  grep -qF -- "$1" "$place/dit" || { echo "ÉCHEC : « $1 » n'est pas dit"; faux=1; }
}
voit "15:23 F301"
voit "voulez-vous dire « fermé » ?"
voit "définition : ligne 8"
voit "plus rien à redire"
voit "couleur de « module » : filrougeOuverture"
[ "$code" = 0 ] || faux=1
[ "$faux" = 0 ] || { cat "$place/dit"; exit 1; }
