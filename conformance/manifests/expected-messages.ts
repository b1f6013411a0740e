import type { Said } from './judge-case';

interface Expected extends Omit<Said, 'about' | 'text'> {
  /** The cases it is said of; every one unless told. */
  readonly about?: RegExp;
  readonly text: RegExp;
  readonly because: string;
}

const WITHOUT_PODS = /^examples\/(ecommerce|paymentpro)$/;
const GOLDEN = /^test\/golden\//;

const EXPECTED: Expected[] = [
  {
    judge: 'istioctl analyze of the cluster',
    text: /^Info IST0102 Namespace default:/,
    because: 'every cluster has a namespace default, and nothing of ours is in it',
  },
  {
    judge: 'istioctl analyze of the cluster',
    text: /^Warning IST0175 Deployment istio-system\/istiod:/,
    because: 'where istiod may fetch keys is set at its installation, which here is as Istio gives it',
  },
  {
    judge: 'istioctl analyze of the cluster',
    about: GOLDEN,
    text: /^Error IST0173 DestinationRule/,
    because: 'golden cases declare versions of services whose pods are somebody else\'s',
  },
  {
    judge: 'workload that does not run',
    about: WITHOUT_PODS,
    text: /exceeded quota: no-pods/,
    because: 'their pods are kept from coming here',
  },
  {
    judge: 'istioctl analyze of the cluster',
    about: WITHOUT_PODS,
    text: /^(Error IST0173 DestinationRule|Error IST0101 (Gateway|Sidecar|Telemetry) .*: Referenced selector not found|Warning IST0127 AuthorizationPolicy) ?/,
    because: 'their pods are kept from coming here',
  },
  {
    judge: 'istioctl analyze of the cluster',
    about: /\/existing-namespace$/,
    text: /^Warning IST0127 AuthorizationPolicy (billing|search)\/deny-all: No matching workloads/,
    because: 'the case is about namespaces, and nothing runs in them',
  },
  {
    judge: 'istioctl analyze of the cluster',
    about: /\/imported-service$/,
    text: /^Error IST0101 VirtualService shop\/edge-ledger-example-com: Referenced host not found: "ledger.finance.svc.cluster.local"/,
    because: 'the service is imported: somebody else makes it, and nobody does here',
  },
  {
    judge: 'istioctl analyze of the cluster',
    about: /\/mesh-wide-settings$/,
    text: /^(Error IST0101 (Gateway shop\/edge: .*"istio=ingress"|VirtualService shop\/(web|edge-shop-example-com): .*cluster\.example\.com")|Warning IST0174 DestinationRule shop\/web: .*cluster\.example\.com )/,
    because: 'the case is about another installation: this cluster has another domain, and another gateway',
  },
  ...(['warned of', 'istioctl analyze of the file', 'istioctl analyze of the cluster'] as const).map((judge): Expected => ({
    judge,
    about: /\/rate-limit-|\/paymentpro$/,
    text: /^(Warning IST0133 )?EnvoyFilter \S+-rate-limit: (Schema validation warning: )?EnvoyFilter exposes internal implementation details/,
    because: 'it is said of every EnvoyFilter; Istio has no other way to count requests',
  })),
];

/** What nobody has listed. */
export function unlisted(said: readonly Said[], expected = EXPECTED): Said[] {
  return said.filter((message) => !expected.some((one) => covers(one, message)));
}

/** What is listed though nobody says it any more. */
export function outdated(said: readonly Said[], expected = EXPECTED): Expected[] {
  return expected.filter((one) => !said.some((message) => covers(one, message)));
}

function covers({ judge, about, text }: Expected, said: Said): boolean {
  return said.judge === judge && (about === undefined || about.test(said.about)) && text.test(said.text);
}
