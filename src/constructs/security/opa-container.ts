import { createHash } from 'node:crypto';
import { Yaml } from 'cdk8s';
import { type OpaProps } from './opa-props';
import { type RegoPolicy } from './rego-policy';
import { policiesName } from '../../render/names';
import { checkList, checkOnce } from '../../support/closed-set';
import { sortedBy } from '../../support/compare';
import { checkDnsLabel } from '../../support/dns-name';
import { fail, type Placed } from '../../support/errors';
import { defaultOf, isDenial } from '../../support/rego';
import { type DeploymentProps } from '../service/deployment-props';
import { Probe } from '../service/probe';

export const GRPC_PORT = 9191;
export const API_PORT = 8181;
export const DIAGNOSTICS_PORT = 8282;
const DIRECTORY = '/policies';

/** A ConfigMap has at most 1 MiB, keys, names and all. */
const MOST_BYTES = 1024 * 1024 - 16 * 1024;

/** An OPA that proxies ask, wherever it runs. */
export interface OpaContainer {
  readonly configMapName: string;
  /** What the ConfigMap holds. */
  readonly files: Readonly<Record<string, string>>;
  readonly container: DeploymentProps;
}

/** Named like the agent, and listening for proxies at an address of its pod. */
export function opaContainer(at: Placed, name: string, address: string, props: OpaProps): OpaContainer {
  const policies = checkPolicies(at, props.policies);
  const plugin = { addr: `${address}:${GRPC_PORT}`, path: decisionOf(at, props) };
  const files = { ...policies, 'config.yaml': Yaml.stringify({ plugins: { envoy_ext_authz_grpc: plugin } }) };
  checkSize(at, files);
  const configMapName = checkDnsLabel(policiesName(name), 'ConfigMap', at);
  return {
    configMapName,
    files,
    container: {
      image: props.image,
      args: [...ARGUMENTS, ...Object.keys(policies).map((file) => `${DIRECTORY}/${file}`)],
      resources: props.resources,
      readinessProbe: Probe.http('/health?plugins', { port: DIAGNOSTICS_PORT }),
      livenessProbe: Probe.http('/health', { port: DIAGNOSTICS_PORT }),
      configMaps: [{ configMapName, directory: DIRECTORY }],
      podAnnotations: { 'cdk8s-istio/policies': hashOf(files) },
    },
  };
}

/** By file name, in the order of the names. */
function checkPolicies(at: Placed, given: readonly RegoPolicy[]): Record<string, string> {
  const policies = sortedBy(checkList(given, 'policies', 'give at least one: RegoPolicy.file(…)', at), ({ _rego }) => _rego.fileName);
  checkOnce(policies.map(({ _rego }) => _rego.fileName), 'a file', 'give each policy a file name of its own', at);
  return Object.fromEntries(policies.map(({ _rego }) => [_rego.fileName, _rego.text]));
}

/** A decision that nobody makes is an error for each request, and one that allows by default is none. */
function decisionOf(at: Placed, { decision, policies }: OpaProps): string {
  const packages = [...new Set(policies.map(({ packageName }) => packageName))].sort();
  if (decision === undefined && packages.length > 1) {
    fail(at, 'MSH467', { what: 'there are several packages, and nothing says which rule decides', got: packages, fix: `set decision, such as '${packages[0].replaceAll('.', '/')}/allow'` });
  }
  const path = decision ?? `${packages[0].replaceAll('.', '/')}/allow`;
  const [, packagePath, rule] = /^([A-Za-z_][A-Za-z0-9_]*(?:\/[A-Za-z_][A-Za-z0-9_]*)*)\/([A-Za-z_][A-Za-z0-9_]*)$/.exec(String(path)) ?? [];
  const deciding = policies.filter(({ packageName }) => packageName.replaceAll('.', '/') === packagePath);
  if (rule === undefined || deciding.length === 0) {
    fail(at, 'MSH467', { what: 'no policy makes this decision', got: path, allowed: packages.map((one) => `${one.replaceAll('.', '/')}/…`).join(', '), fix: 'name the package and the rule' });
  }
  const defaults = deciding.map(({ _rego }) => defaultOf(_rego.code, rule)).filter((value) => value !== undefined);
  if (defaults.length !== 1 || !isDenial(defaults[0])) {
    fail(at, 'MSH468', {
      what: `${path} does not deny where no rule allows it`, got: defaults, fix: `write in package ${packagePath.replaceAll('/', '.')}: default ${rule} := false, or an object with "allowed": false`,
    });
  }
  return path;
}

function checkSize(at: Placed, files: Readonly<Record<string, string>>): void {
  const bytes = Object.entries(files).reduce((sum, [file, text]) => sum + Buffer.byteLength(file) + Buffer.byteLength(text), 0);
  if (bytes <= MOST_BYTES) return;
  fail(at, 'MSH469', { what: 'the policies fit in no ConfigMap', got: `${bytes} bytes`, allowed: `${MOST_BYTES} bytes`, fix: 'keep large data out of policies: let OPA ask for it' });
}

/** Its own API is for nobody; diagnostics are for kubelets. The files are named one by one: a mounted ConfigMap has each of them twice. */
const ARGUMENTS = [
  'run', '--server', `--addr=localhost:${API_PORT}`, `--diagnostic-addr=0.0.0.0:${DIAGNOSTICS_PORT}`, `--config-file=${DIRECTORY}/config.yaml`,
  '--skip-version-check',
];

/** Changes with the policies, so that pods do. */
function hashOf(files: Readonly<Record<string, string>>): string {
  return createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 32);
}
