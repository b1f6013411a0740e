import { type CallOptions, operationOf } from './call-options';
import type { NetworkPeer, PlaintextException } from '../../model/call';
import type { Service } from '../../model/service';
import { checkBlock } from '../../support/cidr';
import { checkWord } from '../../support/closed-set';
import { checkDnsLabel } from '../../support/dns-name';
import { fail, type Placed } from '../../support/errors';
import { checkPodLabels } from '../../support/labels';
import { checkReason } from '../../support/reason';
import { MutualTlsMode } from '../mesh/data-plane';

/**
 * Somewhere plaintext comes from.
 *
 * @example
 *
 * users.mutualTlsException({
 *   mode: MutualTlsMode.PERMISSIVE,
 *   sources: [PlaintextSource.pods('batch', { app: 'nightly-import' })],
 *   reason: 'the nightly import has no proxy yet',
 * });
 */
export class PlaintextSource {
  /**
   * Addresses outside of the cluster: one, or a range.
   *
   * Throws MSH008 when it is neither.
   *
   * @param cidr An address, or a range in CIDR notation: `192.0.2.7`, `10.0.0.0/8`, `2001:db8::/32`.
   */
  public static cidr(cidr: string): PlaintextSource {
    return new PlaintextSource({ kind: 'cidr', cidr: checkBlock(cidr), except: [] });
  }

  /**
   * Pods of a namespace.
   *
   * Throws MSH002 for a bad namespace; MSH014 for no labels; MSH038 for a bad label.
   *
   * @param namespaceName Their namespace.
   * @param podLabels Their labels. Left out: every pod there.
   */
  public static pods(namespaceName: string, podLabels?: { [name: string]: string }): PlaintextSource {
    return new PlaintextSource({ kind: 'pods', namespace: checkDnsLabel(namespaceName, 'namespace'), podLabels: checkPodLabels(podLabels, 'podLabels') });
  }

  private constructor(
    /** @internal */
    public readonly _peer: NetworkPeer,
  ) {}
}

/**
 * How much plaintext, for whom, and why.
 */
export interface MutualTlsExceptionOptions extends CallOptions {
  /**
   * What is taken besides or instead of mutual TLS. `PERMISSIVE` takes both, `DISABLE` takes plaintext only, so that no caller can prove
   * who it is.
   */
  readonly mode: MutualTlsMode;

  /**
   * Why this is acceptable. It is written on the objects.
   */
  readonly reason: string;

  /**
   * Where plaintext comes from, besides the declared callers. The network decides: plaintext proves nothing.
   *
   * @default - the declared callers only
   */
  readonly sources?: PlaintextSource[];
}

/** The fact behind `mutualTlsException`. */
export function plaintextFact(at: Placed, service: Service, options: MutualTlsExceptionOptions): PlaintextException {
  if (options.mode === MutualTlsMode.STRICT) {
    fail(at, 'MSH074', { what: 'STRICT is the rule and not an exception', allowed: 'MutualTlsMode.PERMISSIVE or MutualTlsMode.DISABLE' });
  }
  if (options.mode === MutualTlsMode.DISABLE && service.dataPlane === 'AMBIENT') {
    fail(at, 'MSH074', { what: 'the proxy of an ambient node ignores DISABLE', allowed: 'MutualTlsMode.PERMISSIVE' });
  }
  const reason = checkReason(at, options.reason, `mutual TLS mode ${options.mode}`);
  const operation = operationOf(at, service, options);
  return {
    service: service.key,
    mode: checkWord(options.mode, [MutualTlsMode.PERMISSIVE, MutualTlsMode.DISABLE], 'mode', at),
    ports: options.ports === undefined ? undefined : operation.ports,
    from: (options.sources ?? []).map((source) => source._peer),
    operation,
    reason,
    origin: { path: at.node.path, call: 'mutualTlsException()' },
  };
}
