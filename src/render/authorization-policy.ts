import { given } from './given';
import { internal, required } from './internal';
import { pathPatterns } from './path-patterns';
import { namespacePrincipals, principal } from './principal';
import { selectorOf } from './selector';
import type { Spec } from './spec';
import { targetPorts } from './target-ports';
import type { AuthorizationPolicySpec } from '../../imports/security.istio.io';
import type { Call, Caller, Operation } from '../model/call';
import { isPlainCall } from '../model/check-plain';
import type { MeshModel } from '../model/model';
import { isHttp, type Port, type Service, type ServiceKey } from '../model/service';
import { sortedBy, sortedSet } from '../support/compare';

export { renderTokenPolicy } from './token-policy';

type AuthorizationPolicy = Spec<AuthorizationPolicySpec>;
type Rule = NonNullable<AuthorizationPolicy['rules']>[number];
type RuleOperation = NonNullable<NonNullable<Rule['to']>[number]['operation']>;

/** Nobody, to anything: an empty spec is an ALLOW policy without rules, which no request can satisfy (`rules: [{}]` would allow everybody). */
export const DENY_ALL: AuthorizationPolicy = {};

/**
 * Who may call a service: the declared callers, and whoever has a plaintext exception. Granted namespaces are said here, too, though they
 * have policies of their own: objects change one after the other, and a policy that is enforced first must refuse nobody meanwhile.
 */
export function renderCallers(model: MeshModel, key: ServiceKey): AuthorizationPolicy {
  const service = required(model.services.get(key), `service ${key}`);
  const rules = [...callerRules(model, key), ...plaintextRules(model, key)];
  // without a rule it would deny everybody; that is said by DENY_ALL, for the whole namespace, and not by accident
  if (rules.length === 0) internal(`nobody calls ${key}, so there is no policy about its callers`);
  return { action: 'ALLOW', selector: selectorOf(service), rules: [...rules, ...grantRules(model, service)] };
}

/** Every workload of a namespace, to every workload of this one: no `to` and no selector, on purpose. */
export function renderNamespaceGrant(model: MeshModel, caller: string): AuthorizationPolicy {
  return { action: 'ALLOW', rules: [{ from: [{ source: { principals: [namespacePrincipals(caller, model.settings)] } }] }] };
}

/** One rule for each operation, with everybody who may do it. */
function callerRules(model: MeshModel, key: ServiceKey): Rule[] {
  const byOperation = new Map<string, { readonly operation: RuleOperation; readonly principals: string[] }>();
  for (const call of model.callsTo(key)) {
    const provable = isPlainCall(model, call) ? undefined : withIdentity(model, call);
    if (provable === undefined) continue;
    const operation = renderOperation(provable, key);
    const content = textOf(operation);
    const known = byOperation.get(content) ?? { operation, principals: [] };
    known.principals.push(principalOf(call.caller, model));
    byOperation.set(content, known);
  }
  return sortedBy(byOperation.entries(), ([content]) => content)
    .map(([, { operation, principals }]) => ({ from: [{ source: { principals: sortedSet(principals) } }], to: [{ operation }] }));
}

/** No `to`, as in the namespace's own policies about them. */
function grantRules(model: MeshModel, { key, namespace, ports }: Service): Rule[] {
  if (ports.every((port) => isPlaintextOnly(model, key, port))) return [];
  const principals = sortedSet(model.namespaceGrantsOf(namespace).map(({ caller }) => namespacePrincipals(caller, model.settings)));
  return principals.length === 0 ? [] : [{ from: [{ source: { principals } }] }];
}

/** One text for one content: what is made by `renderOperation` has its fields in one order, and its lists sorted. */
function textOf(operation: RuleOperation): string {
  return JSON.stringify(operation);
}

/** No `from`, on purpose: plaintext proves no identity. Who may connect is up to the NetworkPolicy; this says only what may be done. */
function plaintextRules(model: MeshModel, key: ServiceKey): Rule[] {
  const operations = model.plaintextOf(key).map((exception) => renderOperation(exception.operation, key));
  const distinct = new Map(operations.map((operation) => [textOf(operation), operation]));
  return sortedBy(distinct.entries(), ([content]) => content).map(([, operation]) => ({ to: [{ operation }] }));
}

/** What of a call can be judged by who calls: on ports that take plaintext only, nobody has an identity, and such a rule would match nobody. */
function withIdentity(model: MeshModel, { callee, operation }: Call): Operation | undefined {
  const ports = operation.ports.filter((port) => !isPlaintextOnly(model, callee, port));
  return ports.length === 0 && operation.ports.length > 0 ? undefined : { ...operation, ports };
}

function isPlaintextOnly(model: MeshModel, key: ServiceKey, { number }: Port): boolean {
  return model.plaintextOf(key).some(({ mode, ports }) => mode === 'DISABLE' && (ports === undefined || ports.some((open) => open.number === number)));
}

function principalOf(caller: Caller, { settings }: MeshModel): string {
  return caller.kind === 'namespace' ? namespacePrincipals(caller.namespace, settings) : principal(caller.identity, settings);
}

/**
 * Ports are always given: a rule about methods or paths alone never matches TCP, and one about neither would also cover ports that
 * are added later. An ALLOW rule with HTTP parts on a TCP port matches nothing, so a restriction must be about HTTP ports only.
 */
export function renderOperation({ methods, paths, ports }: Operation, key: ServiceKey): RuleOperation {
  if (methods?.length === 0 || paths?.length === 0 || ports.length === 0) internal(`a call to ${key} names an empty list, which Istio reads as all`);
  const restricted = methods !== undefined || paths !== undefined;
  if (restricted && !ports.every((port) => isHttp(port.protocol))) internal(`a call to ${key} restricts HTTP on a port that is not HTTP`);
  return given({
    methods: methods === undefined ? undefined : sortedSet(methods),
    paths: paths === undefined ? undefined : pathPatterns(paths),
    ports: targetPorts(ports),
  });
}
