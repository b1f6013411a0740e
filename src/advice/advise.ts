import { adviseProxies, type ProxyAdvice } from './advise-proxies';
import type { Answers } from './answers';
import { type EdgeName, ENOUGH, FEW_SERVICES, MANY_SERVICES, QUESTIONS, type Reason, SIGNALS, type Size, SIZES, WORTH_CONSIDERING } from './guidance';
import { type Takes, whatItTakes } from './what-it-takes';

export interface Advice {
  /** `candidate`: worth considering; `not-now`: a signal warns; `not-needed`: too few reasons for it. */
  readonly verdict: 'candidate' | 'not-now' | 'not-needed';
  /** The questions of the checklist, with their answers. */
  readonly checklist: readonly { readonly text: string; readonly yes: boolean }[];
  readonly signals: readonly string[];
  /** Which services it begins with. */
  readonly scope: { readonly services: 'none' | 'core' | 'all'; readonly reasons: readonly Reason[] };
  readonly edge: { readonly name: EdgeName; readonly reasons: readonly Reason[] };
  /** Only where a mesh is worth considering. */
  readonly proxies?: ProxyAdvice;
  readonly cautions: readonly Reason[];
  readonly steps: readonly Reason[];
  readonly takes: Takes;
}

/** What the sources make of the answers. The same answers get the same advice. */
export function advise(answers: Answers): Advice {
  const asked = [{ ...MANY_SERVICES, yes: answers.services >= FEW_SERVICES }, ...QUESTIONS.map((one) => ({ ...one, yes: answers[one.key] }))];
  const warning = SIGNALS.filter(({ key }) => answers[key]);
  const found = { checklist: asked.map(({ text, yes }) => ({ text, yes })), signals: warning.map(({ text }) => text), takes: whatItTakes(answers) };
  if (warning.length === 0 && asked.filter(({ yes }) => yes).length >= ENOUGH) {
    return {
      verdict: 'candidate', ...found, scope: scopeFor(answers), edge: edgeFor(answers), proxies: adviseProxies(answers), cautions: cautionsFor(answers), steps: stepsFor(answers),
    };
  }
  return {
    verdict: warning.length > 0 ? 'not-now' : 'not-needed',
    ...found,
    scope: { services: 'none', reasons: [] },
    edge: edgeWithoutMesh(answers),
    cautions: answers.regulated ? [{ text: 'protection between services is owed all the same: until there is a mesh, they need TLS and identities of their own' }] : [],
    steps: warning.length > 0
      ? warning.map(({ remedy }): Reason => ({ text: remedy }))
      : [{ source: 'checklist', text: 'Kubernetes alone does what is needed; ask again when the calls between services become what goes wrong' }],
  };
}

export function sizeOf(services: number): Size {
  return SIZES.filter(({ from }) => services >= from).at(-1)!;
}

function scopeFor({ services }: Answers): Advice['scope'] {
  const { name, said } = sizeOf(services);
  return { services: name === 'medium' ? 'core' : 'all', reasons: said };
}

function edgeFor({ apiBusiness, ingressStays, services }: Answers): Advice['edge'] {
  if (apiBusiness) return { name: 'kong', reasons: [{ source: 'kongOrIstio', text: 'plans, keys, a portal for developers and the translation of protocols are what Kong is needed for' }] };
  const without: Reason[] = [
    { source: 'kongOrIstio', text: 'without business with APIs, Kong is not needed' },
    ...(sizeOf(services).name === 'large' ? [{ source: 'completeGuide', text: 'most companies of this size have Kong at the border all the same: it pays when APIs are opened to partners' } as const] : []),
  ];
  return ingressStays
    ? { name: 'nginx', reasons: [{ source: 'kongOrIstio', text: 'TLS ends where it does today; routes and protection are the mesh’s' }, ...without] }
    : { name: 'istio', reasons: [{ source: 'kongOrIstio', text: 'Istio’s gateway ends TLS, routes, checks tokens and limits rates: one thing less to run' }, ...without] };
}

function edgeWithoutMesh({ apiBusiness }: Answers): Advice['edge'] {
  return {
    name: 'ingress',
    reasons: [
      { source: 'ingressOrMesh', text: 'without a mesh, a way in by host and path is all there is to say' },
      ...(apiBusiness ? [{ source: 'completeGuide', text: 'for APIs that are sold or opened, Kong’s own controller can serve the Ingress: most small companies have both' } as const] : []),
    ],
  };
}

function cautionsFor({ services, regulated, mutualTls }: Answers): Reason[] {
  const bySize: Reason[] = services < FEW_SERVICES
    ? [{ source: 'kongOrIstio', text: 'with fewer than ten services it mostly adds to what must be understood' }]
    : services < WORTH_CONSIDERING ? [{ source: 'kongOrIstio', text: 'it is considered from twenty services on, and hardly avoided from fifty' }] : [];
  return [
    ...bySize,
    { source: 'kongOrIstio', text: 'learning it takes two to three months at least' },
    { source: 'checklist', text: 'it makes nothing faster, and is looked after for good: what is gained is control' },
    ...(regulated && !mutualTls ? [{ text: 'rules demand protection between services, and mutual TLS is said not to be needed: ask who answers for the rules' }] : []),
  ];
}

/** As two companies of the guide went, with the constructs for it: a bank, which begins at its border, and one that comes from NGINX. */
function stepsFor({ services, regulated, apiBusiness }: Answers): Reason[] {
  return [
    ...(regulated && apiBusiness ? [{ source: 'completeGuide', text: 'begin at the border: Kong with OAuth 2.0, a firewall for requests and an audit log, in the first quarter' } as const] : []),
    sizeOf(services).name === 'medium'
      ? { source: 'completeGuide', text: 'take the services at the core first, some five of them, and all within a year; what stays outside is a `PlainNamespace`' }
      : { source: 'completeGuide', text: 'take those services first that rules or money hang on, then those of users, then all; what stays outside is a `PlainNamespace`' },
    { text: 'take each `ZeroTrustNamespace` from `EnforcementStage.OBSERVE` to `ENFORCED`, one stage at a time' },
    ...(regulated ? [{ text: 'let the edge prove itself to the gateway by a client certificate, and let nothing be called that is not declared' }] : []),
    ...(apiBusiness && !regulated ? [{ source: 'completeGuide', text: 'put Kong in front last, when the mesh stands' } as const] : []),
  ];
}
