// L'extension lance « filrouge lsp » et lui laisse tout ce qui tient à la langue. Elle ne montre elle-même que deux choses :
// ce que dit un scénario joué, et le dessin d'une procédure.
import * as path from 'node:path';
import * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions, type ServerOptions, TransportKind } from 'vscode-languageclient/node';

interface Joue {
  titre: string;
  reussi: boolean;
  texte: string;
}

interface Dessin {
  procedure: string;
  titre: string;
  svg: string;
}

let client: LanguageClient | undefined;
let sortie: vscode.OutputChannel;
let scenarios: vscode.OutputChannel;
const dessins = new Map<string, vscode.WebviewPanel>();

function reglages(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration('filrouge');
}

/** Le programme : un nom du chemin, ou une adresse, lue depuis le dossier ouvert. */
function programme(): string {
  const dit = reglages().get<string>('programme', 'filrouge').trim() || 'filrouge';
  const dossier = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath;
  const adresse = /[/\\]/.test(dit);
  return adresse && !path.isAbsolute(dit) && dossier ? path.join(dossier, dit) : dit;
}

async function lancer(): Promise<void> {
  const serveur: ServerOptions = { command: programme(), args: ['lsp'], transport: TransportKind.stdio };
  const options: LanguageClientOptions = {
    documentSelector: [
      { language: 'filrouge', scheme: 'file' },
      { language: 'filrouge', scheme: 'untitled' },
      { language: 'filrouge-markdown', scheme: 'file' },
      { pattern: '**/*.fil.md', scheme: 'file' },
    ],
    outputChannel: sortie,
    initializationOptions: { regles: reglages().get<string>('regles', '') },
    synchronize: { fileEvents: vscode.workspace.createFileSystemWatcher('**/*.{fil,fil.md,yaml,yml}') },
    middleware: {
      // Les deux commandes des lentilles passent par ici : leur réponse se montre.
      executeCommand: async (commande, params, suite) => {
        try {
          const reponse: unknown = await suite(commande, params);
          if (commande === 'filrouge.jouerScenario') montrerScenario(reponse as Joue);
          if (commande === 'filrouge.dessiner') montrerDessin(reponse as Dessin);
          return reponse;
        } catch (faute) {
          void vscode.window.showErrorMessage(`filrouge : ${faute instanceof Error ? faute.message : String(faute)}`);
          return undefined;
        }
      },
    },
  };
  client = new LanguageClient('filrouge', 'filrouge', serveur, options);
  try {
    await client.start();
  } catch (faute) {
    const regler = 'Ouvrir les réglages';
    const choix = await vscode.window.showErrorMessage(
      `« ${programme()} » ne se lance pas : dites où est le programme filrouge dans le réglage « filrouge.programme ». ` +
        `(${faute instanceof Error ? faute.message : String(faute)})`,
      regler,
    );
    if (choix === regler) await vscode.commands.executeCommand('workbench.action.openSettings', 'filrouge.programme');
  }
}

async function arreter(): Promise<void> {
  const ancien = client;
  client = undefined;
  if (ancien?.isRunning()) await ancien.stop();
}

function montrerScenario(joue: Joue | undefined): void {
  if (!joue) return;
  scenarios.appendLine(joue.texte.trimEnd());
  scenarios.appendLine('');
  if (!joue.reussi) scenarios.show(true);
}

function montrerDessin(dessin: Dessin | undefined): void {
  if (!dessin) return;
  let page = dessins.get(dessin.procedure);
  if (!page) {
    page = vscode.window.createWebviewPanel('filrouge.dessin', dessin.titre || dessin.procedure, vscode.ViewColumn.Beside, {
      enableScripts: false,
      localResourceRoots: [],
    });
    page.onDidDispose(() => dessins.delete(dessin.procedure));
    dessins.set(dessin.procedure, page);
  }
  page.title = dessin.titre || dessin.procedure;
  // Un dessin est une image : rien n'y tourne, rien n'est demandé ailleurs.
  page.webview.html = `<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<style>body{background:#fff;color:#000;margin:0;padding:1rem;overflow:auto}svg{max-width:none;height:auto}</style>
</head><body>${dessin.svg}</body></html>`;
  page.reveal(undefined, true);
}

export async function activate(contexte: vscode.ExtensionContext): Promise<void> {
  sortie = vscode.window.createOutputChannel('filrouge');
  scenarios = vscode.window.createOutputChannel('filrouge : scénarios');
  contexte.subscriptions.push(
    sortie,
    scenarios,
    vscode.commands.registerCommand('filrouge.montrerSortie', () => sortie.show()),
    vscode.commands.registerCommand('filrouge.relancer', async () => {
      await arreter();
      await lancer();
    }),
    vscode.workspace.onDidChangeConfiguration(async (change) => {
      if (!change.affectsConfiguration('filrouge.programme') && !change.affectsConfiguration('filrouge.regles')) return;
      await arreter();
      await lancer();
    }),
  );
  await lancer();
}

export async function deactivate(): Promise<void> {
  await arreter();
}
