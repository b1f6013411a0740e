import type { KubeObject } from '../mesh/kube';

/** Where Istio's message and our finding are not the same, with the reason. */

interface Told {
  /** A code of `istioctl analyze`, or what else has judged: see `Verdict`. */
  readonly code: string;
  readonly text: RegExp;
  readonly reason: string;
  /** Rules one of which must be found instead, on the same object; none where nothing is to be found. */
  readonly instead?: readonly string[];
  /** Of which inputs alone this holds. */
  readonly of?: (objects: readonly KubeObject[]) => boolean;
}

const hasTargets = (objects: readonly KubeObject[]) => objects.some(({ kind, spec }) => kind === 'AuthorizationPolicy' && spec?.targetRefs !== undefined);
const isAmbient = (objects: readonly KubeObject[]) => objects.some(({ metadata }) => metadata.labels?.['istio.io/dataplane-mode'] === 'ambient');
const hasCertificate = (objects: readonly KubeObject[]) => objects.some(({ kind }) => kind === 'Certificate');

/** What Istio says and we say otherwise, or not at all. */
export const NOT_SAID: readonly Told[] = [
  { code: 'refused', text: /^the API server has no kind/, reason: 'CRDs that the mesh of the tests does not install' },
  { code: 'IST0132', text: /not found in Gateway/, instead: ['MSH204'], reason: 'of a Gateway that does not exist, we say that and no more' },
  {
    code: 'IST0133',
    text: /will deny all traffic to TCP ports/,
    reason: 'we know the ports of the pods: MSH274 says it where one of them is TCP',
  },
  { code: 'doubted', text: /will deny all traffic to TCP ports/, reason: 'as IST0133' },
  { code: 'IST0133', text: /exposes internal implementation details/, reason: 'said of every EnvoyFilter: what is said of all tells nothing about one' },
  { code: 'doubted', text: /exposes internal implementation details/, reason: 'as IST0133' },
  { code: 'IST0133', text: /deprecated types by name without typed_config/, reason: 'the configuration of Envoy inside an EnvoyFilter is not judged' },
  { code: 'doubted', text: /deprecated types by name without typed_config/, reason: 'as IST0133' },
  { code: 'IST0155', text: /proxyVersion set/, instead: ['MSH293'], reason: 'istioctl takes the very filter that is added for another one with a proxyVersion; we say IST0151 of it' },
  {
    code: 'IST0127',
    text: /with the following labels: $/,
    of: hasTargets,
    reason: 'istioctl does not look at targetRefs, and takes such a policy for one of a namespace without pods',
  },
  { code: 'IST0127', text: /No matching workloads/, of: isAmbient, reason: 'istioctl counts the pods that ztunnel has captured, and there is no ambient in the mesh of the tests' },
  {
    code: 'IST0101',
    text: /Referenced credentialName not found/,
    of: hasCertificate,
    reason: 'a Certificate of cert-manager makes the Secret later; there is no cert-manager in the mesh of the tests',
  },
];

/** Messages none of our rules corresponds to. */
export const WITHOUT_RULE: Readonly<Record<string, string>> = {
  IST0171: 'the status of objects, which nobody has before they are applied: MSH350 to MSH359 find the causes',
  IST0175: 'the configuration of istiod, which is not among the manifests',
};

/** Rules that correspond to a message of istioctl, and find more than it does. Rules without such a message say why on their page. */
export const STRICTER: Readonly<Record<string, string>> = {
  MSH215: 'istiod allocates an address where none is given, which helps only pods whose proxy answers DNS',
  MSH221: 'istioctl is content with a pod anywhere in the cluster that has the labels of the subset, whatever Service it belongs to',
  MSH225: 'IST0113 is in the table of messages, and no analyzer of this version reports it',
  MSH226: 'as MSH225',
  MSH262: 'istioctl asks it of AuthorizationPolicies only; PeerAuthentications and RequestAuthentications without effect leave open as much',
  MSH263: 'as MSH262',
};
