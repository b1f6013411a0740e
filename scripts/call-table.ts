import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdk8s';
import { build } from '../examples/paymentpro/main';
import { bookOf } from '../src/constructs/book';
import type { Caller, Operation } from '../src/model/call';
import type { MeshModel } from '../src/model/model';

/** Brings the table of calls in docs/paymentpro.md in line with what is declared: `npx tsx scripts/call-table.ts`. */
export const PAGE = join(__dirname, '..', 'docs', 'paymentpro.md');

const BEGIN = '<!-- calls: npx tsx scripts/call-table.ts -->\n';
const END = '<!-- end of calls -->\n';

/** The page, with the table as it must be. */
export function alignCalls(page: string): string {
  const app = new App();
  build(app);
  const begin = page.indexOf(BEGIN) + BEGIN.length;
  return `${page.slice(0, begin)}\n${tableOfCalls(bookOf(app).model)}\n${page.slice(page.indexOf(END, begin))}`;
}

function tableOfCalls(model: MeshModel): string {
  const inside = [...model.services.values()].flatMap((service) => model.callsTo(service.key).map(({ caller, operation }) => ({
    caller: describeCaller(caller), callee: service.key, may: service.dataPlane === 'NONE' ? 'everything, in plaintext' : describeOperation(operation),
  })));
  const outside = [...model.externals.values()].flatMap((external) => model.externalCallsTo(external.key).map(({ caller }) => ({
    caller, callee: external.hosts.join(', '), may: 'everything',
  })));
  const scraped = [...model.namespaces.keys()].flatMap((name) => model.scrapesOf(name).map(({ from }) => ({
    caller: from.kind === 'pods' ? `${from.namespace}/${from.podLabels?.app ?? '*'}` : from.cidr, callee: `every proxy of ${name}`, may: 'the metrics',
  })));
  const rows = [...inside, ...outside, ...scraped].map(({ caller, callee, may }) => `| ${caller} | ${callee} | ${may} |`).sort();
  return ['| caller | callee | may |', '|---|---|---|', ...rows, ''].join('\n');
}

/** Who calls, by its key. */
export function describeCaller(caller: Caller): string {
  switch (caller.kind) {
    case 'service': return caller.service;
    case 'gateway': return 'the gateway';
    case 'account': return `${caller.identity.namespace}/${caller.identity.serviceAccountName}`;
    case 'namespace': return `every workload of ${caller.namespace}`;
  }
}

/** What a caller may do, as people write it. */
export function describeOperation({ methods, paths }: Operation): string {
  const where = paths?.map(({ kind, value }) => `\`${kind === 'prefix' ? `${value}*` : kind === 'subtree' ? `${value}/**` : value}\``);
  return `${methods?.join(', ') ?? 'every method'} ${where?.join(', ') ?? 'every path'}`;
}

if (require.main === module) writeFileSync(PAGE, alignCalls(readFileSync(PAGE, 'utf8')));
