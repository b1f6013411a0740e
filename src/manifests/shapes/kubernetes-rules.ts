import { BlockList, isIP } from 'node:net';
import { amountOf } from '../quantity';
import type { Problem } from './shape-check';
import { POD_SECURITY_LEVELS } from '../../support/pod-security-level';

/** What the API server checks beyond schemas, for the kinds whose schemas are kept. */
export function kubernetesProblems(object: any, facts: { clusterScoped: boolean; builtIn: boolean }): Problem[] {
  const rules = new Rules();
  rules.metadata(object, facts.clusterScoped);
  if (facts.builtIn && Object.prototype.hasOwnProperty.call(KINDS, object.kind)) KINDS[object.kind](rules, object);
  return rules.problems;
}

/** What it says of labels and annotations that were added to an object which is right otherwise. */
export function labelProblems({ metadata }: any): Problem[] {
  const rules = new Rules();
  rules.labelsOf(metadata);
  return rules.problems;
}

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const DNS_1035_LABEL = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;
const DNS_SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const LABEL_KEY = /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const LABEL_VALUE = /^([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?$/;
const PORT_NAME = /^(?=.{1,15}$)(?=.*[a-z])[a-z0-9]+(-[a-z0-9]+)*$/;
/** Roles may be named system:… and the like. */
const PATH_SEGMENT = /^[^/%]+$/;

const NAMES: Record<string, RegExp> = {
  Namespace: DNS_LABEL,
  Service: DNS_1035_LABEL,
  Role: PATH_SEGMENT,
  RoleBinding: PATH_SEGMENT,
  ClusterRole: PATH_SEGMENT,
  ClusterRoleBinding: PATH_SEGMENT,
};

const KINDS: Record<string, (rules: Rules, object: any) => void> = {
  CronJob: (rules, { spec }) => rules.podTemplate(spec?.jobTemplate?.spec?.template, 'spec.jobTemplate.spec.template'),
  DaemonSet: (rules, object) => rules.workload(object),
  Deployment: (rules, object) => rules.workload(object),
  Ingress: (rules, object) => rules.ingress(object),
  Job: (rules, { spec }) => rules.podTemplate(spec?.template, 'spec.template'),
  Namespace: (rules, object) => rules.podSecurity(object),
  NetworkPolicy: (rules, object) => rules.networkPolicy(object),
  Pod: (rules, object) => rules.podTemplate(object, '(object)'),
  PodDisruptionBudget: (rules, object) => rules.disruptionBudget(object),
  Secret: (rules, object) => rules.secret(object),
  Service: (rules, object) => rules.service(object),
  StatefulSet: (rules, object) => rules.workload(object),
};

class Rules {
  readonly problems: Problem[] = [];

  need(holds: boolean, path: string, problem: string): void {
    if (!holds) this.problems.push({ path, problem });
  }

  metadata({ kind, metadata = {} }: any, clusterScoped: boolean): void {
    const { name, generateName, namespace } = metadata ?? {};
    const isNamed = name !== undefined || generateName === undefined;
    this.need(!isNamed || (typeof name === 'string' && (NAMES[kind] ?? DNS_SUBDOMAIN).test(name)), 'metadata.name', `${name} is no name for a ${kind}`);
    this.need(!clusterScoped || namespace === undefined, 'metadata.namespace', `a ${kind} has no namespace`);
    this.need(namespace === undefined || DNS_LABEL.test(namespace), 'metadata.namespace', `${namespace} is no namespace`);
    this.labelsOf(metadata ?? {});
  }

  labelsOf({ labels, annotations }: any): void {
    this.labels(labels, 'metadata.labels');
    for (const key of Object.keys(annotations ?? {})) this.need(LABEL_KEY.test(key), `metadata.annotations.${key}`, 'is no annotation key');
  }

  workload({ spec = {} }: any): void {
    const selected = spec.selector?.matchLabels ?? {};
    const labels = spec.template?.metadata?.labels ?? {};
    this.need(Object.keys(selected).length + (spec.selector?.matchExpressions ?? []).length > 0, 'spec.selector', 'must not be empty');
    for (const [key, value] of Object.entries(selected)) {
      this.need(labels[key] === value, `spec.selector.matchLabels.${key}`, 'selects no pod of the template');
    }
    this.need((spec.replicas ?? 0) >= 0, 'spec.replicas', 'must not be negative');
    const { maxSurge, maxUnavailable } = spec.strategy?.rollingUpdate ?? {};
    this.need(parseInt(maxSurge, 10) !== 0 || parseInt(maxUnavailable, 10) !== 0, 'spec.strategy.rollingUpdate', 'maxSurge and maxUnavailable must not both be 0');
    this.podTemplate(spec.template, 'spec.template');
  }

  podSecurity({ metadata }: any): void {
    for (const mode of ['audit', 'enforce', 'warn']) {
      const key = `pod-security.kubernetes.io/${mode}`;
      this.oneOf(metadata?.labels?.[key], POD_SECURITY_LEVELS, `metadata.labels.${key}`);
    }
  }

  disruptionBudget({ spec = {} }: any): void {
    this.need(spec.minAvailable === undefined || spec.maxUnavailable === undefined, 'spec', 'minAvailable and maxUnavailable exclude each other');
    for (const field of ['maxUnavailable', 'minAvailable']) {
      const value = spec[field] ?? 0;
      const holds = typeof value === 'number' ? Number.isInteger(value) && value >= 0 : /^\d+%$/.test(value) && parseInt(value, 10) <= 100;
      this.need(holds, `spec.${field}`, `${value} is neither a number of pods nor a percentage of them`);
    }
    this.labels(spec.selector?.matchLabels, 'spec.selector.matchLabels');
  }

  podTemplate({ metadata, spec }: any = {}, path: string): void {
    this.labels(metadata?.labels, `${path}.metadata.labels`);
    const volumes = new Set<string>((spec?.volumes ?? []).map((volume: any) => volume.name));
    for (const list of ['initContainers', 'containers']) {
      (spec?.[list] ?? []).forEach((container: any, index: number) => this.container(container, volumes, `${path}.spec.${list}[${index}]`));
    }
    this.need((spec?.containers ?? []).length > 0, `${path}.spec.containers`, 'must not be empty');
  }

  private container(container: any, volumes: Set<string>, path: string): void {
    this.need(DNS_LABEL.test(container.name), `${path}.name`, `${container.name} is no container name`);
    this.need(typeof container.image === 'string' && container.image.trim() !== '', `${path}.image`, 'is required');
    for (const port of container.ports ?? []) {
      this.port(port.containerPort, `${path}.ports`);
      this.need(port.name === undefined || PORT_NAME.test(port.name), `${path}.ports`, `${port.name} is no port name`);
    }
    const portNames = (container.ports ?? []).map((port: any) => port.name).filter(Boolean);
    this.need(new Set(portNames).size === portNames.length, `${path}.ports`, 'port names must be unique');
    this.oneOf(container.imagePullPolicy, ['Always', 'IfNotPresent', 'Never'], `${path}.imagePullPolicy`);
    this.resources(container.resources, `${path}.resources`);
    for (const { name } of container.volumeMounts ?? []) this.need(volumes.has(name), `${path}.volumeMounts`, `there is no volume ${name}`);
    for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
      const handlers = ['exec', 'grpc', 'httpGet', 'tcpSocket'].filter((handler) => container[probe]?.[handler] !== undefined);
      this.need(container[probe] === undefined || handlers.length === 1, `${path}.${probe}`, 'needs exactly one of exec, grpc, httpGet, tcpSocket');
      const { successThreshold = 1, httpGet, tcpSocket, grpc } = container[probe] ?? {};
      this.need(probe === 'readinessProbe' || successThreshold === 1, `${path}.${probe}.successThreshold`, 'must be 1');
      for (const handler of [httpGet, tcpSocket, grpc]) if (handler?.port !== undefined) this.portOrName(handler.port, `${path}.${probe}`);
    }
  }

  private resources({ limits = {}, requests = {} }: any = {}, path: string): void {
    for (const [name, quantity] of [...Object.entries(limits), ...Object.entries(requests)]) this.need(amountOf(quantity) !== undefined, path, `${quantity} is no quantity of ${name}`);
    for (const name of Object.keys(requests)) {
      this.need(!(amountOf(requests[name])! > amountOf(limits[name])!), path, `more ${name} is requested than the limit allows`);
    }
  }

  service({ spec = {} }: any): void {
    this.oneOf(spec.type, ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'], 'spec.type');
    this.oneOf(spec.sessionAffinity, ['ClientIP', 'None'], 'spec.sessionAffinity');
    this.labels(spec.selector, 'spec.selector');
    const ports: any[] = spec.ports ?? [];
    const names = ports.map((port) => port.name);
    this.need(ports.length > 0 || spec.type === 'ExternalName' || spec.clusterIP === 'None', 'spec.ports', 'must not be empty');
    this.need(ports.length < 2 || new Set(names.filter(Boolean)).size === ports.length, 'spec.ports', 'several ports need names of their own');
    ports.forEach((port, index) => {
      this.port(port.port, `spec.ports[${index}].port`);
      this.oneOf(port.protocol, ['SCTP', 'TCP', 'UDP'], `spec.ports[${index}].protocol`);
      this.need(port.name === undefined || DNS_LABEL.test(port.name), `spec.ports[${index}].name`, `${port.name} is no port name`);
      if (port.targetPort !== undefined) this.portOrName(port.targetPort, `spec.ports[${index}].targetPort`);
      this.need(port.appProtocol === undefined || LABEL_KEY.test(port.appProtocol), `spec.ports[${index}].appProtocol`, `${port.appProtocol} is no protocol name`);
      this.need(port.nodePort === undefined || ['LoadBalancer', 'NodePort'].includes(spec.type), `spec.ports[${index}].nodePort`, 'means nothing to a Service of this type');
    });
  }

  ingress({ spec = {} }: any): void {
    this.need(spec.defaultBackend !== undefined || (spec.rules ?? []).length > 0, 'spec', 'needs a default backend or rules');
    for (const [index, { http }] of (spec.rules ?? []).entries()) {
      for (const { path, pathType } of http?.paths ?? []) {
        this.oneOf(pathType, ['Exact', 'ImplementationSpecific', 'Prefix'], `spec.rules[${index}].http.paths.pathType`);
        this.need(pathType === 'ImplementationSpecific' || String(path).startsWith('/'), `spec.rules[${index}].http.paths.path`, 'must start with /');
      }
    }
  }

  networkPolicy({ spec = {} }: any): void {
    this.labels(spec.podSelector?.matchLabels, 'spec.podSelector.matchLabels');
    for (const type of spec.policyTypes ?? []) this.oneOf(type, ['Egress', 'Ingress'], 'spec.policyTypes');
    for (const [side, peers] of [['ingress', 'from'], ['egress', 'to']]) {
      for (const [index, rule] of (spec[side] ?? []).entries()) {
        for (const peer of rule[peers] ?? []) this.networkPeer(peer, `spec.${side}[${index}].${peers}`);
        for (const { protocol, port, endPort } of rule.ports ?? []) {
          this.oneOf(protocol, ['SCTP', 'TCP', 'UDP'], `spec.${side}[${index}].ports.protocol`);
          if (port !== undefined) this.portOrName(port, `spec.${side}[${index}].ports.port`);
          this.need(endPort === undefined || endPort >= port, `spec.${side}[${index}].ports.endPort`, 'must not be below port');
        }
      }
    }
  }

  private networkPeer({ ipBlock, ...selectors }: any, path: string): void {
    this.need(ipBlock !== undefined || Object.keys(selectors).length > 0, path, 'a peer must not be empty');
    for (const [selector, { matchLabels }] of Object.entries<any>(selectors)) this.labels(matchLabels, `${path}.${selector}.matchLabels`);
    if (ipBlock === undefined) return;
    this.need(Object.keys(selectors).length === 0, path, 'ipBlock excludes selectors');
    for (const cidr of [ipBlock.cidr, ...(ipBlock.except ?? [])]) this.need(isCidr(cidr), `${path}.ipBlock`, `${cidr} is no CIDR`);
    for (const except of ipBlock.except ?? []) this.need(isWithin(except, ipBlock.cidr), `${path}.ipBlock.except`, `${except} is no part of ${ipBlock.cidr}`);
  }

  secret({ type, data = {}, stringData = {} }: any): void {
    const missing = type === 'kubernetes.io/tls' ? ['tls.crt', 'tls.key'].filter((key) => !(key in data) && !(key in stringData)) : [];
    this.need(missing.length === 0, 'data', `a TLS secret needs ${missing.join(' and ')}`);
  }

  private labels(labels: Record<string, string> = {}, path: string): void {
    for (const [key, value] of Object.entries(labels ?? {})) {
      this.need(LABEL_KEY.test(key), `${path}.${key}`, 'is no label key');
      this.need(LABEL_VALUE.test(value), `${path}.${key}`, `${value} is no label value`);
    }
  }

  private port(port: number, path: string): void {
    this.need(port >= 1 && port <= 65535, path, `${port} is no port`);
  }

  private portOrName(port: unknown, path: string): void {
    if (typeof port === 'number') this.port(port, path);
    if (typeof port === 'string') this.need(PORT_NAME.test(port), path, `${port} is no port name`);
  }

  private oneOf(value: string | undefined, allowed: readonly string[], path: string): void {
    this.need(value === undefined || allowed.includes(value), path, `must be one of ${allowed.join(', ')}, not ${value}`);
  }
}

function isCidr(text: string): boolean {
  const [address, bits, ...rest] = String(text).split('/');
  const family = isIP(address);
  return family !== 0 && rest.length === 0 && /^\d+$/.test(bits ?? '') && Number(bits) <= (family === 4 ? 32 : 128);
}

/** Whether a network is a part of another, and not all of it. */
function isWithin(part: string, whole: string): boolean {
  if (!isCidr(part) || !isCidr(whole)) return true;
  const [[address, bits], [network, wholeBits]] = [part, whole].map((cidr) => cidr.split('/'));
  const family = (text: string) => (isIP(text) === 4 ? 'ipv4' : 'ipv6');
  const list = new BlockList();
  list.addSubnet(network, Number(wholeBits), family(network));
  return Number(bits) > Number(wholeBits) && list.check(address, family(address));
}
