import { type Construct } from 'constructs';
import type { NetworkPeer } from '../../model/call';
import { type Namespace, reached } from '../../model/namespace';
import { renderNamespaceGrant } from '../../render/authorization-policy';
import { AUTHORIZATION_POLICY, NETWORK_POLICY } from '../../render/kinds';
import { namespaceGrantName } from '../../render/names';
import { renderNamespaceGrantNetworkPolicy } from '../../render/network-policy';
import { sortedSet } from '../../support/compare';
import { checkDnsLabel } from '../../support/dns-name';
import { checkPodLabels } from '../../support/labels';
import { checkReason } from '../../support/reason';
import { bookOf } from '../book';
import { dryRun, emit } from '../emit';

/**
 * Why a whole namespace may call.
 */
export interface NamespaceGrantOptions {
  /**
   * Why all of its workloads need to call all of the services. It is written on the policies.
   */
  readonly reason: string;
}

/**
 * Who may read metrics.
 *
 * @example
 *
 * shop.allowScraping({ namespaceName: 'monitoring', podLabels: { app: 'prometheus' }, reason: 'Prometheus reads what the proxies count' });
 */
export interface ScrapeOptions {
  /**
   * Namespace of the scraper.
   */
  readonly namespaceName: string;

  /**
   * Labels of the scraper's pods.
   *
   * @default - every pod of that namespace
   */
  readonly podLabels?: { [name: string]: string };

  /**
   * Why metrics may be read without mutual TLS. It is written on the policy.
   */
  readonly reason: string;
}

/** One AuthorizationPolicy and one NetworkPolicy for each namespace that may call. */
export function grantNamespace(scope: Construct, namespace: Namespace, caller: string, options: NamespaceGrantOptions): void {
  checkDnsLabel(caller, 'namespace', scope);
  const reason = checkReason(scope, options.reason, `allowing every workload of '${caller}'`);
  const book = bookOf(scope);
  book.add('namespaceGrants', { namespace: namespace.name, caller, reason, origin: { path: scope.node.path, call: `allowNamespace(${caller})` } });
  const name = namespaceGrantName(caller);
  const granted = () => book.model.namespaceGrantsOf(namespace.name).filter((grant) => grant.caller === caller);
  const reasons = () => sortedSet(granted().map((grant) => grant.reason));
  const shared = { name, namespace: namespace.name, reasons };
  if (reached(namespace.stage, 'AUDIT') && scope.node.tryFindChild(`AuthorizationPolicy-${name}`) === undefined) {
    emit(scope, `AuthorizationPolicy-${name}`, {
      ...shared, kind: AUTHORIZATION_POLICY, annotations: dryRun(namespace), spec: () => renderNamespaceGrant(book.model, caller),
    });
  }
  if (reached(namespace.stage, 'ENFORCED') && scope.node.tryFindChild(`NetworkPolicy-${name}`) === undefined) {
    emit(scope, `NetworkPolicy-${name}`, { ...shared, kind: NETWORK_POLICY, spec: () => renderNamespaceGrantNetworkPolicy(caller) });
  }
}

/** Written into the namespace's NetworkPolicy: the metrics ports are outside of mutual TLS, so only the network can say who reads them. */
export function grantScraping(scope: Construct, namespace: Namespace, options: ScrapeOptions): void {
  checkDnsLabel(options.namespaceName, 'namespace', scope);
  const reason = checkReason(scope, options.reason, 'letting metrics be read without mutual TLS');
  const from: NetworkPeer = {
    kind: 'pods', namespace: options.namespaceName, podLabels: checkPodLabels(options.podLabels, 'podLabels', scope),
  };
  bookOf(scope).add('scrapes', {
    namespace: namespace.name, from, ports: [], reason, origin: { path: scope.node.path, call: 'allowScraping()' },
  });
}
