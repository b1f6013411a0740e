import { Lazy } from 'cdk8s';
import { type Construct, type IConstruct } from 'constructs';
import { type ExistingNamespace } from './existing-namespace';
import { PodSecurityLevel } from './pod-security-level';
import type { MeshModel } from '../../model/model';
import type { Namespace } from '../../model/namespace';
import { NAMESPACE } from '../../render/kinds';
import { renderNamespaceLabels } from '../../render/namespace';
import { checkWord } from '../../support/closed-set';
import { explain, fail, type Problem } from '../../support/errors';
import { checkLabels, checkNotReserved } from '../../support/labels';
import { bookOf } from '../book';
import { emit } from '../emit';

const NAMESPACE_SCOPE = Symbol.for('cdk8s-istio.Namespace');
const ADMISSION = Symbol.for('cdk8s-istio.podSecurity');

/** Makes a construct the namespace of everything declared under it. */
export function becomeNamespace(construct: Construct, namespace: Namespace): void {
  Object.defineProperty(construct, NAMESPACE_SCOPE, { value: namespace });
  bookOf(construct).add('namespaces', namespace);
}

/** The namespace around something that belongs into the mesh. */
export function namespaceOf(construct: IConstruct): Namespace {
  const namespace = around<Namespace>(construct, NAMESPACE_SCOPE) ?? fail(construct, 'MSH050', {
    what: 'is not inside of a mesh namespace',
    fix: "give it a ZeroTrustNamespace or MeshNamespace as scope: new MeshService(shop, 'orders', …)",
  });
  if (namespace.dataPlane !== 'NONE') return namespace;
  return fail(construct, 'MSH530', {
    what: `is of the mesh, and namespace ${namespace.name} is outside of it`, fix: 'declare it in a ZeroTrustNamespace, or use a PlainService',
  });
}

/** The namespace around something that has no part in the mesh. */
export function plainNamespaceOf(construct: IConstruct): Namespace {
  const namespace = around<Namespace>(construct, NAMESPACE_SCOPE);
  if (namespace?.dataPlane === 'NONE') return namespace;
  return fail(construct, 'MSH530', {
    what: namespace === undefined ? 'is not inside of a PlainNamespace' : `has no proxy, and pods of namespace ${namespace.name} get one`,
    fix: "give it a PlainNamespace as scope: new PlainService(support, 'logging', …)",
  });
}

/** The level of pod security that the namespace around a construct enforces; undefined where the mesh does not say. */
export function podSecurityAround(construct: IConstruct, model: MeshModel): string | undefined {
  return around<(model: MeshModel) => string | undefined>(construct, ADMISSION)?.(model);
}

/** What the nearest construct around one, itself included, holds under a symbol. */
function around<Held>(construct: IConstruct, symbol: symbol): Held | undefined {
  for (let scope: IConstruct | undefined = construct; scope !== undefined; scope = scope.node.scope) {
    const held = (scope as unknown as Record<symbol, Held | undefined>)[symbol];
    if (held !== undefined) return held;
  }
  return undefined;
}

export interface NamespaceObject {
  readonly namespace: Namespace;
  readonly existing: ExistingNamespace | undefined;
  /** Undefined: the strictest level the mesh's installation allows. */
  readonly podSecurity: PodSecurityLevel | undefined;
  readonly labels: Readonly<Record<string, string>> | undefined;
  readonly reason: string | undefined;
}

/** Emits the Namespace, or checks the one that is there. Labels hang on the mesh's settings, so they are worked out at synth. */
export function emitNamespace(scope: Construct, object: NamespaceObject): void {
  const book = bookOf(scope);
  const own = ownLabels(scope, object);
  if (object.podSecurity !== undefined) checkWord(object.podSecurity, Object.values(PodSecurityLevel), 'pod-security level', scope);
  const wanted = (model: MeshModel): Readonly<Record<string, string | undefined>> =>
    renderNamespaceLabels(model.settings, object.namespace, levelOf(object, model));
  Object.defineProperty(scope, ADMISSION, { value: (model: MeshModel) => enforcedLevel(object, model) });
  book.add('checks', (model) => podSecurityProblems(scope, object, model));
  if (object.existing !== undefined) {
    const { existing } = object;
    book.add('checks', (model) => labelProblems(scope, object.namespace, wanted(model), existing._labels()));
    return;
  }
  const labels: Record<string, string> = { ...own };
  for (const name of LABELS) labels[name] = Lazy.any({ produce: () => wanted(book.model)[name] }) as unknown as string;
  emit(scope, 'Namespace', {
    kind: NAMESPACE,
    name: object.namespace.name,
    namespace: undefined,
    labels,
    reasons: () => (object.reason === undefined ? [] : [object.reason]),
  });
}

const MESH_LABELS = ['istio-injection', 'istio.io/rev', 'istio.io/dataplane-mode'];

const POD_SECURITY_LABELS = ['enforce', 'audit', 'warn'].flatMap((mode) =>
  [`pod-security.kubernetes.io/${mode}`, `pod-security.kubernetes.io/${mode}-version`]);

/** Every label the mesh may want on a namespace. */
const LABELS = [...MESH_LABELS, ...POD_SECURITY_LABELS];

/** Further labels, none of which the mesh sets itself. */
function ownLabels(scope: Construct, { labels = {}, existing }: NamespaceObject): Record<string, string> {
  if (existing !== undefined && Object.keys(labels).length > 0) {
    fail(scope, 'MSH028', { what: '`labels` are not written on a namespace that somebody else makes', got: labels, fix: 'leave them out, or label it where it is made' });
  }
  checkNotReserved(labels, {
    ...Object.fromEntries(MESH_LABELS.map((name) => [name, 'leave it out: it follows from the Mesh and from `dataPlane`'])),
    ...Object.fromEntries(POD_SECURITY_LABELS.map((name) => [name, 'use `podSecurity`'])),
  }, 'labels', scope);
  return checkLabels(labels, 'labels', scope);
}

/** Without istio-cni every pod has an init container with NET_ADMIN, which every level below `privileged` refuses. */
function levelOf({ podSecurity, namespace }: NamespaceObject, model: MeshModel): PodSecurityLevel | undefined {
  if (podSecurity !== undefined || !namespace.zeroTrust) return podSecurity;
  return model.settings.cni || namespace.dataPlane === 'NONE' ? PodSecurityLevel.RESTRICTED : PodSecurityLevel.PRIVILEGED;
}

/** What its labels say in the end, whoever writes them. */
function enforcedLevel(object: NamespaceObject, model: MeshModel): string | undefined {
  return object.existing === undefined ? levelOf(object, model) : foundLevel(object);
}

/** What the labels of an existing namespace say. */
function foundLevel({ existing }: NamespaceObject): string | undefined {
  return existing?._labels()['pod-security.kubernetes.io/enforce'];
}

function podSecurityProblems(scope: Construct, object: NamespaceObject, model: MeshModel): Problem[] {
  const podSecurity = object.podSecurity ?? (object.namespace.zeroTrust ? undefined : foundLevel(object));
  const injected = object.namespace.dataPlane !== 'NONE' && !model.settings.cni;
  if (podSecurity === undefined || podSecurity === PodSecurityLevel.PRIVILEGED || !injected) return [];
  return [{
    code: 'MSH054',
    path: scope.node.path,
    message: explain({
      what: `pod security '${podSecurity}' refuses every pod of the mesh: without istio-cni they have an init container with NET_ADMIN and NET_RAW`,
      fix: 'install the Istio CNI plugin and leave Mesh.cni at true, or use PodSecurityLevel.PRIVILEGED',
    }),
  }];
}

/** Pod security is compared only where both sides speak about it; the version that a cluster's owner pinned is theirs. */
function labelProblems(
  scope: Construct, namespace: Namespace, wanted: Readonly<Record<string, string | undefined>>, found: Readonly<Record<string, string>>,
): Problem[] {
  return LABELS
    .filter((name) => MESH_LABELS.includes(name) || (name in found && wanted[name] !== undefined && !name.endsWith('-version')))
    .filter((name) => found[name] !== wanted[name])
    .map((name) => ({
      code: 'MSH054' as const,
      path: scope.node.path,
      message: explain({
        what: `the existing namespace carries the label ${name} in a way the mesh cannot use`,
        got: found[name] ?? 'no such label',
        allowed: wanted[name] ?? 'no such label',
        fix: `kubectl label namespace ${namespace.name} ${wanted[name] === undefined ? `${name}-` : `--overwrite ${name}=${wanted[name]}`}`,
      }),
    }));
}
