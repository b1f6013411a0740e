import { createHash } from 'node:crypto';
import { Yaml } from 'cdk8s';
import { Construct } from 'constructs';
import { type RegoPolicy } from './rego-policy';
import { CONFIG_MAP } from '../../render/kinds';
import { policiesName } from '../../render/names';
import { checkList, checkOnce } from '../../support/closed-set';
import { sortedBy } from '../../support/compare';
import { checkDnsLabel } from '../../support/dns-name';
import { fail, within } from '../../support/errors';
import { checkWhole } from '../../support/number';
import { defaultOf, isDenial } from '../../support/rego';
import { emit } from '../emit';
import { type ContainerResources } from '../service/container-resources';
import { MeshService } from '../service/mesh-service';
import { Probe } from '../service/probe';
import { ServicePort } from '../service/service-port';
import { Workload } from '../service/workload';

/**
 * Properties of an `OpenPolicyAgent`: its policies, and its pods.
 */
export interface OpenPolicyAgentProps {
  /**
   * Its policies, each in a file of its own. Tests (`opa test`) stay outside.
   */
  readonly policies: RegoPolicy[];

  /**
   * Image of OPA 1.x with its plugin for Envoy: `openpolicyagent/opa:…-envoy…`, by version or digest. Its user must not be root.
   */
  readonly image: string;

  /**
   * The rule that decides, as a path: `fraud/decision/allow` is the rule `allow` of package `fraud.decision`. It is true or false, or an object
   * with `allowed`, and must deny by default.
   *
   * @default - the rule `allow` of the only package
   */
  readonly decision?: string;

  /**
   * How many pods, 2 to 1000: while none is there, everything that is protected is refused.
   *
   * @default 2
   */
  readonly replicas?: number;

  /**
   * What each container is sure to get, and what it may take at most.
   *
   * @default - requests of 100m CPU and 128 MiB, no limits
   */
  readonly resources?: ContainerResources;
}

const GRPC_PORT = 9191;
const DIAGNOSTICS_PORT = 8282;
const DIRECTORY = '/policies';

/** A ConfigMap has at most 1 MiB, keys, names and all. */
const MOST_BYTES = 1024 * 1024 - 16 * 1024;

/**
 * Open Policy Agent as a service of the mesh, asked by `ExternalAuthorization`.
 *
 * Emits what every `MeshService` has, and a ConfigMap with the policies; pods are replaced one by one when a policy changes. It calls nobody
 * unless `service.calls(…)` says so, and only those are let in that ask for decisions.
 *
 * The constructor throws MSH001 without policies; MSH002 when the id is not a DNS label; MSH011 for fewer than 2 pods; MSH015 for two files of
 * one name; MSH041, MSH042 or MSH043 for a bad image or bad resources; MSH050 outside of a namespace; MSH467 for a decision that no policy
 * makes; MSH468 for one that does not deny by default; MSH469 for policies that fit in no ConfigMap.
 *
 * @example
 *
 * const policy = new ZeroTrustNamespace(chart, 'policy');
 * const opa = new OpenPolicyAgent(policy, 'opa', {
 *   image: 'registry.example.com/opa:1.22.0-envoy',
 *   policies: [RegoPolicy.text('fraud.rego', `package fraud
 * default allow := false
 * allow if to_number(input.parsed_body.amount) <= 1000`)],
 * });
 * const decisions = new ExternalAuthorization(chart, 'fraud-decisions', {
 *   provider: ExtAuthzProvider.opa(opa, { body: { maxRequestBytes: 8192 } }),
 * });
 * decisions.protect(payments, { exceptPaths: [PathMatch.exact('/health')] });
 *
 * @see https://www.openpolicyagent.org/docs/envoy
 */
export class OpenPolicyAgent extends Construct {
  /** Its pods and its identity: for what its policies ask others (`service.calls`). */
  public readonly service: MeshService;

  /**
   * @param scope A namespace of the mesh, or anything declared inside of one.
   * @param id Name of its Service, and of everything that belongs to it.
   * @param props Its policies, and its pods.
   */
  public constructor(scope: Construct, id: string, props: OpenPolicyAgentProps) {
    super(scope, id);
    const name = checkDnsLabel(id, 'service', this);
    const policies = this.checkPolicies(props.policies);
    const files = { ...policies, 'config.yaml': Yaml.stringify({ plugins: { envoy_ext_authz_grpc: { addr: `:${GRPC_PORT}`, path: this.decision(props) } } }) };
    this.checkSize(files);
    const configMapName = checkDnsLabel(policiesName(name), 'ConfigMap', this);
    this.service = new MeshService(this, 'Service', {
      name,
      ports: [ServicePort.grpc(GRPC_PORT)],
      workload: within(this, () => Workload.deployment({
        image: props.image,
        args: [...ARGUMENTS, ...Object.keys(policies).map((file) => `${DIRECTORY}/${file}`)],
        replicas: checkWhole(props.replicas ?? 2, 'replicas', 2, 1000, 'keep two: while none is there, everything that is protected is refused'),
        resources: props.resources,
        readinessProbe: Probe.http('/health?plugins', { port: DIAGNOSTICS_PORT }),
        livenessProbe: Probe.http('/health', { port: DIAGNOSTICS_PORT }),
        configMaps: [{ configMapName, directory: DIRECTORY }],
        podAnnotations: { 'cdk8s-istio/policies': hashOf(files) },
      })),
    });
    emit(this, 'ConfigMap', { kind: CONFIG_MAP, name: configMapName, namespace: this.service.namespaceName, fields: { data: files } });
  }

  /** By file name, in the order of the names. */
  private checkPolicies(given: readonly RegoPolicy[]): Record<string, string> {
    const policies = sortedBy(checkList(given, 'policies', 'give at least one: RegoPolicy.file(…)', this), ({ _rego }) => _rego.fileName);
    checkOnce(policies.map(({ _rego }) => _rego.fileName), 'a file', 'give each policy a file name of its own', this);
    return Object.fromEntries(policies.map(({ _rego }) => [_rego.fileName, _rego.text]));
  }

  /** A decision that nobody makes is an error for each request, and one that allows by default is none. */
  private decision({ decision, policies }: OpenPolicyAgentProps): string {
    const packages = [...new Set(policies.map(({ packageName }) => packageName))].sort();
    if (decision === undefined && packages.length > 1) {
      fail(this, 'MSH467', { what: 'there are several packages, and nothing says which rule decides', got: packages, fix: `set decision, such as '${packages[0].replaceAll('.', '/')}/allow'` });
    }
    const path = decision ?? `${packages[0].replaceAll('.', '/')}/allow`;
    const [, packagePath, rule] = /^([A-Za-z_][A-Za-z0-9_]*(?:\/[A-Za-z_][A-Za-z0-9_]*)*)\/([A-Za-z_][A-Za-z0-9_]*)$/.exec(String(path)) ?? [];
    const deciding = policies.filter(({ packageName }) => packageName.replaceAll('.', '/') === packagePath);
    if (rule === undefined || deciding.length === 0) {
      fail(this, 'MSH467', { what: 'no policy makes this decision', got: path, allowed: packages.map((one) => `${one.replaceAll('.', '/')}/…`).join(', '), fix: 'name the package and the rule' });
    }
    const defaults = deciding.map(({ _rego }) => defaultOf(_rego.code, rule)).filter((value) => value !== undefined);
    if (defaults.length !== 1 || !isDenial(defaults[0])) {
      fail(this, 'MSH468', {
        what: `${path} does not deny where no rule allows it`, got: defaults, fix: `write in package ${packagePath.replaceAll('/', '.')}: default ${rule} := false, or an object with "allowed": false`,
      });
    }
    return path;
  }

  private checkSize(files: Readonly<Record<string, string>>): void {
    const bytes = Object.entries(files).reduce((sum, [file, text]) => sum + Buffer.byteLength(file) + Buffer.byteLength(text), 0);
    if (bytes <= MOST_BYTES) return;
    fail(this, 'MSH469', { what: 'the policies fit in no ConfigMap', got: `${bytes} bytes`, allowed: `${MOST_BYTES} bytes`, fix: 'keep large data out of policies: let OPA ask for it' });
  }
}

/** Its own API is for nobody; diagnostics are for kubelets. The files are named one by one: a mounted ConfigMap has each of them twice. */
const ARGUMENTS = [
  'run', '--server', '--addr=localhost:8181', `--diagnostic-addr=0.0.0.0:${DIAGNOSTICS_PORT}`, `--config-file=${DIRECTORY}/config.yaml`, '--skip-version-check',
];

/** Changes with the policies, so that pods do. */
function hashOf(files: Readonly<Record<string, string>>): string {
  return createHash('sha256').update(JSON.stringify(files)).digest('hex').slice(0, 32);
}
