import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runOnNode } from './control-plane';
import { down } from './down';
import { manifestFiles, parseManifests } from './manifests';
import { Mesh } from './mesh';
import { networksOf, processesIn } from './network';
import { Run } from './run';
import { TokenIssuer } from './tokens';

const HELP = `mesh up [--foreground] [--capture init]  start a mesh; --foreground: until this command ends, however it ends;
                                         --capture init: by istio-init, and not by istio-cni
mesh apply <file or folder> [--judge]    apply manifests unchanged and wait for their pods and proxies; --judge asks istioctl, too
mesh ask --from <place> [METHOD] <url>   send a request; -H 'name: value', -d body, --connect host:port, --token <JWT or JSON of claims>
    places: namespace/name, plain:namespace, client:namespace/account, outside
    schemes: http, https, h2c, h2, grpc, grpcs, tcp, tls
mesh status                              pods, and what is wrong with them
mesh kubectl … | mesh istioctl …         run one of these against it
mesh down [--all]                        stop it and remove what is left; --all: whatever any mesh has left
Every command takes --run <name>, for several meshes at once.`;

const OPTIONS = {
  all: { type: 'boolean' },
  capture: { type: 'string' },
  connect: { type: 'string' },
  data: { type: 'string', short: 'd' },
  foreground: { type: 'boolean' },
  from: { type: 'string' },
  header: { type: 'string', short: 'H', multiple: true },
  judge: { type: 'boolean' },
  run: { type: 'string' },
  token: { type: 'string' },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

async function start(run: Run, { foreground, capture = 'cni' }: Values): Promise<void> {
  if (capture !== 'cni' && capture !== 'init') throw new Error(`--capture ${capture} is neither cni nor init`);
  const begin = Date.now();
  const mesh = await Mesh.up(run.name, { log: (text) => say(`${seconds(begin)} ${text}`), owner: foreground ? process.pid : undefined, capture });
  say(`${seconds(begin)} up: mesh apply <folder>, mesh ask --from outside http://host/path, mesh kubectl get pods -A`);
  if (foreground) {
    await new Promise((resolve) => ['SIGINT', 'SIGTERM', 'SIGHUP'].forEach((signal) => process.once(signal, resolve)));
    await mesh.down();
  }
  mesh.close();
}

async function apply(mesh: Mesh, path: string, { judge }: Values): Promise<boolean> {
  const begin = Date.now();
  const files = manifestFiles(path);
  const settled = await mesh.apply(files.flatMap((file) => parseManifests(readFileSync(file, 'utf8'))));
  const remarks = (title: string, lines: string[]) => { if (lines.length > 0) say([title, ...lines].join('\n  ')); };
  remarks('refused', settled.refusals.map(({ object, text }) => `${object}: ${text}`));
  remarks('warned of', settled.warnings.map(({ object, text }) => `${object}: ${text}`));
  remarks('does not run', settled.stuck);
  remarks('added beside the manifests', settled.added);
  remarks('refused by proxies', await mesh.judges.rejectedUpdates());
  if (judge) {
    const lines = async (messages: ReturnType<Mesh['judges']['analyzeCluster']>) => (await messages).map((message) => Object.values(message).join(' '));
    remarks('istioctl analyze, cluster', await lines(mesh.judges.analyzeCluster()));
    remarks('istioctl analyze, files', await lines(mesh.judges.analyzeFiles(files)));
    remarks('istioctl validate', [await mesh.judges.validate(files) ?? 'nothing to say']);
  }
  say(`${settled.objects.length} objects applied, ${settled.refusals.length} refused, in ${seconds(begin)}`);
  return settled.refusals.length === 0 && settled.stuck.length === 0;
}

async function ask(mesh: Mesh, words: string[], values: Values): Promise<boolean> {
  if (values.from === undefined || words.length === 0) throw new Error(HELP);
  const [method, url] = words.length > 1 ? words : [undefined, words[0]];
  const headers: Record<string, string> = {};
  for (const header of values.header ?? []) {
    const [, name, value] = /^([^:]+):\s*(.*)$/.exec(header) ?? [];
    headers[name ?? header] = value ?? '';
  }
  if (values.token !== undefined) headers.authorization = `Bearer ${tokenOf(mesh.run, values.token)}`;
  const { reply, body, ...answer } = await mesh.asker.ask(values.from, { method, url, headers, body: values.data, connect: values.connect });
  say(JSON.stringify({ ...answer, ...(reply === undefined ? { body } : { reply }) }, null, 2));
  return answer.error === undefined;
}

/** A token as it is, or one with these claims, signed with the key whose public half lies in jwks.json of the run's folder. */
function tokenOf(run: Run, text: string): string {
  if (!text.startsWith('{')) return text;
  const file = join(run.dir, 'issuer.pem');
  const issuer = existsSync(file) ? TokenIssuer.fromPem(readFileSync(file, 'utf8')) : TokenIssuer.create();
  writeFileSync(file, issuer.pem, { mode: 0o600 });
  writeFileSync(join(run.dir, 'jwks.json'), issuer.jwks);
  return issuer.token(JSON.parse(text));
}

async function status(run: Run): Promise<boolean> {
  const networks = networksOf(run);
  const processes = (await Promise.all(networks.map(processesIn))).flat();
  say(`${run.dir}: ${networks.length} network namespaces, ${processes.length} processes`);
  const mesh = await Mesh.attach(run.name);
  const wrong = [...await mesh.judges.notReady(), ...await mesh.judges.rejectedUpdates()];
  for (const { namespace, name, address, net } of await mesh.asker.pods()) say(`  ${namespace}/${name} ${address} ${net}`);
  wrong.forEach((line) => say(line));
  mesh.close();
  return wrong.length === 0;
}

async function end(run: Run, all: boolean | undefined): Promise<void> {
  for (const mesh of all ? [run, ...Run.all()] : [run]) await down(mesh);
}

function seconds(begin: number): string {
  return `${((Date.now() - begin) / 1_000).toFixed(1)} s`;
}

async function main([command, ...rest]: string[]): Promise<boolean> {
  const name = process.env.MESH_RUN ?? 'default';
  if (command === 'kubectl' || command === 'istioctl') {
    runOnNode(new Run(name), command, rest);
    return true;
  }
  const { values, positionals } = parseArgs({ args: rest, options: OPTIONS, allowPositionals: true });
  const run = new Run(values.run ?? name);
  switch (command) {
    case 'up': await start(run, values); return true;
    case 'down': await end(run, values.all); return true;
    case 'status': return status(run);
    case 'apply': return attached(run, async (mesh) => apply(mesh, positionals[0] ?? '', values));
    case 'ask': return attached(run, async (mesh) => ask(mesh, positionals, values));
    default: say(HELP); return command === undefined || command === 'help';
  }
}

async function attached(run: Run, work: (mesh: Mesh) => Promise<boolean>): Promise<boolean> {
  const mesh = await Mesh.attach(run.name);
  try {
    return await work(mesh);
  } finally {
    mesh.close();
  }
}

main(process.argv.slice(2)).then(
  (good) => process.exit(good ? 0 : 1),
  (error: Error) => { process.stderr.write(`${error.message}\n`); process.exit(1); },
);
