import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { bundle, compiledScript, type ScriptOf } from './bundle';
import { pageData } from './page-data';
import { STYLE } from './style';
import type { Analysis } from '../../analysis/run-rules';
import type { Manifests } from '../../manifests/manifests';

/**
 * The mesh as a page of one file: it asks no network for anything. All that comes from manifests stands in it as data, which no
 * browser takes for markup or script, and the page lets only its own script run.
 */
export function formatPage(
  manifests: Manifests,
  analysis: Pick<Analysis, 'findings' | 'acknowledged'>,
  { title = 'Service mesh', scriptOf = compiledScript }: { readonly title?: string; readonly scriptOf?: ScriptOf } = {},
): string {
  const script = `\n${bundle(join(__dirname, 'client', 'main'), scriptOf)}\n`;
  const data = JSON.stringify(pageData(manifests, analysis, title)).replace(/</g, '\\u003c');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(STYLE)}; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<noscript>This report is drawn by its own script, which needs no network.</noscript>
<div id="page"></div>
<script type="application/json" id="data">${data}</script>
<script>${script}</script>
</body>
</html>
`;
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
