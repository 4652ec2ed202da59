/** The page of the side panel: one script, allowed by a nonce, one style sheet of icons, and nothing from anywhere else. */
import type { PanelBoot } from '../../protocol/panel';

export interface PanelPage {
  script: string;
  /** Of the icons. */
  styles: string;
  /** What VS Code allows as a source of the extension's own files. */
  cspSource: string;
  nonce: string;
  title: string;
  boot: PanelBoot;
}

/** 128 random bits, in base 64. */
export function makeNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes));
}

export function panelHtml({ script, styles, cspSource, nonce, title, boot }: PanelPage): string {
  const policy = [
    `default-src 'none'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="${attribute(boot.language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${attribute(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${attribute(title)}</title>
<link id="vscode-codicon-stylesheet" rel="stylesheet" href="${attribute(styles)}">
</head>
<body>
<script type="application/json" id="boot" nonce="${nonce}">${json(boot)}</script>
<script nonce="${nonce}" src="${attribute(script)}"></script>
</body>
</html>`;
}

const attribute = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** No text can end the script element it stands in. */
const json = (value: unknown): string => JSON.stringify(value).replace(/</g, '\\u003c');
