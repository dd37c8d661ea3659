-- Les règles filrouge dans Neovim (0.7 ou plus récent) : « filrouge lsp » est lancé à l'ouverture d'un fichier .fil.
--   require('filrouge').setup({ programme = 'filrouge', regles = nil, touches = true })
local M = {}

local reglages = { programme = 'filrouge', regles = nil, touches = true }

-- Le dossier de travail : celui qui tient « rules », sinon celui du dépôt, sinon celui du fichier.
local function racine(fichier)
  local dossier = vim.fn.fnamemodify(fichier, ':p:h')
  local regles = vim.fn.finddir('rules', dossier .. ';')
  if regles ~= '' then
    return vim.fn.fnamemodify(regles, ':p:h:h')
  end
  local depot = vim.fn.finddir('.git', dossier .. ';')
  return depot ~= '' and vim.fn.fnamemodify(depot, ':p:h:h') or dossier
end

local function ouvrir(lignes, nom, genre)
  vim.cmd('botright new')
  local tampon = vim.api.nvim_get_current_buf()
  vim.api.nvim_buf_set_lines(tampon, 0, -1, false, lignes)
  vim.bo[tampon].buftype = 'nofile'
  vim.bo[tampon].bufhidden = 'wipe'
  vim.bo[tampon].filetype = genre
  pcall(vim.api.nvim_buf_set_name, tampon, nom)
end

-- Les deux commandes des lentilles : leur réponse se montre.
local function demander(client, commande, arguments, suite)
  client.request('workspace/executeCommand', { command = commande, arguments = arguments }, function(faute, reponse)
    if faute then
      vim.notify('filrouge : ' .. faute.message, vim.log.levels.ERROR)
    elseif reponse then
      suite(reponse)
    end
  end, 0)
end

local function scenario_joue(reponse)
  vim.notify(reponse.texte, reponse.reussi and vim.log.levels.INFO or vim.log.levels.WARN)
end

local function dessin(reponse)
  local fichier = vim.fn.tempname() .. '.svg'
  vim.fn.writefile(vim.split(reponse.svg, '\n'), fichier)
  local ouvreur = vim.fn.executable('xdg-open') == 1 and 'xdg-open' or (vim.fn.executable('open') == 1 and 'open' or nil)
  if ouvreur then
    vim.fn.jobstart({ ouvreur, fichier }, { detach = true })
  else
    ouvrir(vim.split(reponse.svg, '\n'), reponse.procedure .. '.svg', 'svg')
  end
end

function M.client()
  local clients = vim.lsp.get_clients and vim.lsp.get_clients({ name = 'filrouge' }) or vim.lsp.get_active_clients()
  for _, client in ipairs(clients) do
    if client.name == 'filrouge' then
      return client
    end
  end
end

local function touches(tampon)
  local options = { buffer = tampon, silent = true }
  vim.keymap.set('n', 'K', vim.lsp.buf.hover, options)
  vim.keymap.set('n', 'gd', vim.lsp.buf.definition, options)
  vim.keymap.set('n', 'gr', vim.lsp.buf.references, options)
  vim.keymap.set('n', '<leader>r', vim.lsp.buf.rename, options)
  vim.keymap.set('n', '<leader>a', vim.lsp.buf.code_action, options)
  vim.keymap.set('n', '<leader>l', vim.lsp.codelens.run, options)
  vim.keymap.set('n', '<leader>f', function()
    if vim.lsp.buf.format then
      vim.lsp.buf.format()
    else
      vim.lsp.buf.formatting_sync(nil, 5000)
    end
  end, options)
end

function M.attacher(tampon)
  local fichier = vim.api.nvim_buf_get_name(tampon)
  if not fichier:match('%.fil$') and not fichier:match('%.fil%.md$') then
    return
  end
  local dossier = racine(fichier)
  local commande = { reglages.programme, 'lsp' }
  if reglages.regles then
    vim.list_extend(commande, { '--regles', reglages.regles })
  end
  local configuration = {
    name = 'filrouge',
    cmd = commande,
    root_dir = dossier,
    workspace_folders = { { uri = vim.uri_from_fname(dossier), name = dossier } },
    commands = {
      ['filrouge.jouerScenario'] = function(commande_lue)
        demander(M.client(), commande_lue.command, commande_lue.arguments, scenario_joue)
      end,
      ['filrouge.dessiner'] = function(commande_lue)
        demander(M.client(), commande_lue.command, commande_lue.arguments, dessin)
      end,
    },
    on_attach = function(_, attache)
      vim.bo[attache].omnifunc = 'v:lua.vim.lsp.omnifunc'
      if reglages.touches then
        touches(attache)
      end
      vim.lsp.codelens.refresh()
    end,
  }
  if vim.lsp.start then
    vim.lsp.start(configuration, { bufnr = tampon })
  else
    -- Neovim 0.7 : un client par dossier, que les tampons partagent.
    M.clients = M.clients or {}
    local id = M.clients[dossier]
    if not id or not vim.lsp.get_client_by_id(id) then
      id = vim.lsp.start_client(configuration)
      M.clients[dossier] = id
    end
    if id then
      vim.lsp.buf_attach_client(tampon, id)
    end
  end
end

function M.setup(options)
  reglages = vim.tbl_extend('force', reglages, options or {})
  local groupe = vim.api.nvim_create_augroup('filrouge', { clear = true })
  vim.api.nvim_create_autocmd('FileType', {
    group = groupe,
    pattern = { 'filrouge', 'markdown.filrouge' },
    callback = function(evenement)
      M.attacher(evenement.buf)
    end,
  })
  -- Ce qui était ouvert avant.
  for _, tampon in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(tampon) and vim.bo[tampon].filetype:match('filrouge') then
      M.attacher(tampon)
    end
  end
end

return M
