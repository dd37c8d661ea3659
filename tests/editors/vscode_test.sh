#!/bin/sh
# L'extension de VS Code : son texte se vérifie (tsc), ce qu'on en garde construit est ce que ses sources donnent, à l'octet, et
# son paquet .vsix tient tout ce qu'il faut et rien d'autre.
#   vscode_test.sh SOURCE CONSTRUIT
# Le paquet est laissé dans CONSTRUIT/filrouge.vsix. Ce que npm apporte est gardé dans CONSTRUIT/vscode d'une fois à l'autre ; rien
# d'autre que son registre n'est joint, et s'il ne répond pas l'essai est sauté (77).
set -u
source=$1
atelier=$2/vscode
extension=$source/dsl/editors/vscode
mkdir -p "$atelier" || exit 1
for vieux in src syntaxes dist; do rm -rf "${atelier:?}/$vieux"; done
(cd "$extension" && tar cf - --exclude=node_modules --exclude='*.vsix' .) | (cd "$atelier" && tar xf -) || exit 1
cp "$source/LICENSE" "$atelier/LICENSE.txt" || exit 1
cd "$atelier" || exit 1

if ! cmp -s package-lock.json node_modules/de.json; then
  rm -rf node_modules
  if ! npm ci --ignore-scripts --no-audit --no-fund --fetch-retries=1 --fetch-timeout=30000 > npm.dit 2>&1; then
    # Une somme qui ne va pas est une faute ; un registre qu'on ne joint pas n'en est pas une.
    if grep -qE 'E(NOTFOUND|CONNREFUSED|CONNRESET|TIMEDOUT|AI_AGAIN|NETUNREACH|HOSTUNREACH)|EIDLETIMEOUT|ERR_SOCKET_TIMEOUT|network' npm.dit; then
      echo "le registre de npm ne répond pas : typescript, esbuild et vsce ne sont pas là"
      exit 77
    fi
    cat npm.dit
    exit 1
  fi
  cp package-lock.json node_modules/de.json
fi

faux=0
echec() {
  echo "ÉCHEC : $1"
  faux=$((faux + 1))
}
npm run -s verifier || echec "les sources ne se vérifient pas"
rm -f dist/extension.js
npm run -s construire || echec "l'extension ne se construit pas"
cmp dist/extension.js "$extension/dist/extension.js" ||
  echec "dist/extension.js n'est pas ce que src/ donne : « npm ci && npm run construire » dans dsl/editors/vscode"
[ "$(wc -c < dist/extension.js)" -lt 600000 ] || echec "dist/extension.js passe 600 ko"
rm -f filrouge.vsix
npm run -s paquet > paquet.dit 2>&1 || { cat paquet.dit; echec "le paquet ne se fait pas"; }
node -e '
const attendus = ["package.json", "readme.md", "license.txt", "licences.md", "language-configuration.json", "dist/extension.js",
  "syntaxes/filrouge.tmlanguage.json", "syntaxes/filrouge-markdown.tmlanguage.json", "syntaxes/filrouge-codeblock.tmlanguage.json"];
const yauzl = require("yauzl");
yauzl.open("filrouge.vsix", { lazyEntries: true }, (faute, zip) => {
  if (faute) throw faute;
  const noms = [];
  zip.on("entry", (e) => { if (e.fileName.startsWith("extension/")) noms.push(e.fileName.slice(10).toLowerCase()); zip.readEntry(); });
  zip.on("end", () => {
    const manque = attendus.filter((n) => !noms.includes(n)), trop = noms.filter((n) => !attendus.includes(n));
    if (manque.length || trop.length) { console.log("il manque", manque, "; en trop", trop); process.exit(1); }
  });
  zip.readEntry();
});
const paquet = JSON.parse(require("fs").readFileSync("package.json", "utf8"));
for (const g of paquet.contributes.grammars) JSON.parse(require("fs").readFileSync(g.path, "utf8"));
' || echec "le paquet ne tient pas ce qu'il faut"
[ "$faux" = 0 ] || exit 1
cp filrouge.vsix "$2/filrouge.vsix"
echo "$(wc -c < "$2/filrouge.vsix") octets : $2/filrouge.vsix"
