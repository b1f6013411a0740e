import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pageData } from './page-data';
import { STYLE } from './style';
import type { Analysis } from '../../analysis/analyze';
import type { Manifests } from '../../manifests/manifests';
import type { CostQuestion } from '../cost';

/**
 * The mesh as a page of one file: it asks no network for anything. All that comes from manifests stands in it as data, which no
 * browser takes for markup or script, and the page lets only its own script run.
 */
export function formatPage(
  manifests: Manifests,
  analysis: Pick<Analysis, 'findings' | 'acknowledged'>,
  { title = 'Service mesh', program = compiledProgram(), cost }: { readonly title?: string; readonly program?: string; readonly cost?: CostQuestion } = {},
): string {
  const script = `\n${program.replace(/<(?=\/script|!--)/gi, '\\x3c')}\n`;
  const data = JSON.stringify(pageData(manifests, analysis, title, cost)).replace(/</g, '\\u003c');
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

/** What is compiled of `client/`, as one script: it lies beside what the package loads, in a checkout under lib/. */
function compiledProgram(): string {
  const file = [__dirname, join(__dirname, '..', '..', '..', 'lib', 'bundle')].map((folder) => join(folder, 'page-script.js')).find(existsSync);
  if (file === undefined) throw new Error('the page is not compiled: run `npx projen compile` first');
  return readFileSync(file, 'utf8');
}

function hashOf(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
