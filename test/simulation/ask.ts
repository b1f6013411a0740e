import type { Manifests } from '../../src/manifests/manifests';
import { DEFAULT_SURROUNDINGS, type Surroundings } from '../../src/manifests/surroundings';
import { readManifests } from '../../src/manifests/text-reader';
import type { Outcome } from '../../src/simulation/decision';
import { type Question, simulate } from '../../src/simulation/simulate';

/** What comes of a question, in a few words: `200 shop/b-v1`, `403 AuthorizationPolicy shop/x spec.rules[0]`, `nobody …`. */
export function ask(objects: string, question: Question, surroundings: Partial<Surroundings> = {}): string[] {
  return simulate(manifestsOf(objects, surroundings), question).outcomes.map(inWords);
}

/** The objects of a case, all of which must be readable. */
export function manifestsOf(objects: string, surroundings: Partial<Surroundings> = {}): Manifests {
  const manifests = readManifests(objects, { ...DEFAULT_SURROUNDINGS, ...surroundings });
  if (manifests.refused.length > 0) throw new Error(JSON.stringify(manifests.refused));
  return manifests;
}

export function inWords({ by, status, workload, object, path, location, share }: Outcome): string {
  const decided = object === undefined ? [] : [`${object.kind} ${object.namespace}/${object.name}`, ...(path === undefined ? [] : [path])];
  const who =
    by === 'application'
      ? [`${workload!.namespace}/${workload!.name}`]
      : by === 'proxy'
        ? [String(status), ...(location === undefined ? [] : [location])]
        : [by];
  return [...(share === 100 ? [] : [`${share}%`]), ...who, ...decided].join(' ');
}

/** Two services in a namespace with proxies: `a` asks, `b` has two versions; `outsiders/c` has no proxy. */
export const SHOP = `
apiVersion: v1
kind: Namespace
metadata: {name: shop, labels: {istio-injection: enabled}}
---
apiVersion: v1
kind: Namespace
metadata: {name: outsiders}
---
apiVersion: v1
kind: Service
metadata: {name: a, namespace: shop}
spec: {selector: {app: a}, ports: [{name: http, port: 80, targetPort: 8080}]}
---
apiVersion: v1
kind: Service
metadata: {name: b, namespace: shop}
spec:
  selector: {app: b}
  ports: [{name: http, port: 80, targetPort: 8080}, {name: tcp, port: 9000, targetPort: 9000}, {port: 7000, name: other}, {name: tls, port: 9443}]
---
apiVersion: v1
kind: Service
metadata: {name: c, namespace: outsiders}
spec: {selector: {app: c}, ports: [{name: http, port: 80, targetPort: 8080}]}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: a, namespace: shop}
spec: {selector: {matchLabels: {app: a}}, template: {metadata: {labels: {app: a}}, spec: {serviceAccountName: a, containers: [{name: a, image: a}]}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: b-v1, namespace: shop}
spec: {selector: {matchLabels: {app: b, version: v1}}, template: {metadata: {labels: {app: b, version: v1}}, spec: {serviceAccountName: b, containers: [{name: b, image: b}]}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: b-v2, namespace: shop}
spec: {selector: {matchLabels: {app: b, version: v2}}, template: {metadata: {labels: {app: b, version: v2}}, spec: {serviceAccountName: b, containers: [{name: b, image: b}]}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: c, namespace: outsiders}
spec: {selector: {matchLabels: {app: c}}, template: {metadata: {labels: {app: c}}, spec: {containers: [{name: c, image: c}]}}}
---
`;

export const AB = { from: 'shop/a', to: 'b' };
export const policy = (spec: string, namespace = 'shop', annotations = '{}') => `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: p, namespace: ${namespace}, annotations: ${annotations}}
spec: ${spec}
---
`;
export const istio = (kind: string, name: string, spec: string, namespace = 'shop') => `
apiVersion: networking.istio.io/v1
kind: ${kind}
metadata: {name: ${name}, namespace: ${namespace}}
spec: ${spec}
---
`;
export const peers = (spec: string, namespace = 'shop') => `
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: peers, namespace: ${namespace}}
spec: ${spec}
---
`;
export const BOTH = ['50% shop/b-v1', '50% shop/b-v2'];
export const REFUSED = ['50% 403 AuthorizationPolicy shop/p', '50% 403 AuthorizationPolicy shop/p'];
