import { Duration } from 'cdk8s';
import { Construct } from 'constructs';
import { coreService, type PaymentProProps } from './payment-pro-props';
import { ZeroTrustNamespace } from '../../mesh';
import { DataClass } from '../../security';
import { type EgressGateway, ExternalService, type MeshService, ServicePort } from '../../service';
import { type MeshServiceProps } from '../../service/mesh-service-props';
import { DirectResponse, HeaderMatch, HttpMethod, RetryOn, RetryPolicy, RouteMatch } from '../../traffic';

/** What tells a repeated request from a new one. */
export const IDEMPOTENCY_KEY = 'idempotency-key';

/** Tried again only where the request surely did not arrive: what moves money must not happen twice. */
const ONCE: Partial<MeshServiceProps> = { timeout: Duration.seconds(10), retries: RetryPolicy.safe({ attempts: 2 }) };

/** What moves the money of cards works with their data, if only with their tokens. */
const OF_CARDS: Partial<MeshServiceProps> = { ...ONCE, dataClasses: [DataClass.CARDHOLDER] };

/**
 * The part of a `PaymentPro` system that moves money, in the namespace `payments`.
 */
export class PaymentProPayments extends Construct {
  /** The namespace `payments`. */
  public readonly namespace: ZeroTrustNamespace;

  /** The service `payment-engine`: takes a payment from its order to its end. */
  public readonly engine: MeshService;

  /** The service `transaction`: each movement of money, with its state. */
  public readonly transaction: MeshService;

  /** The service `ledger`: the books, in double entry. */
  public readonly ledger: MeshService;

  /** The service `settlement`: pays merchants what they are owed, once a day. */
  public readonly settlement: MeshService;

  /** The service `refunds`: gives money back. */
  public readonly refunds: MeshService;

  /** The service `payouts`: sends money of wallets to bank accounts. */
  public readonly payouts: MeshService;

  /** The service `reconciliation`: compares the books with what banks and acquirer say. */
  public readonly reconciliation: MeshService;

  /** The service `acquirer-connector`: the only one that talks to the acquirer. */
  public readonly acquirerConnector: MeshService;

  /** The service `bank-connector`: the only one that talks to the bank. */
  public readonly bankConnector: MeshService;

  /** The card acquirer, outside. */
  public readonly acquirer: ExternalService;

  /** The bank, outside. */
  public readonly bank: ExternalService;

  /**
   * @param scope A chart, or anything inside of one.
   * @param id Name of the construct.
   * @param system Images, size and stage of the whole.
   * @param way The way out of the mesh.
   */
  public constructor(scope: Construct, id: string, system: PaymentProProps, way: EgressGateway) {
    super(scope, id);
    this.namespace = new ZeroTrustNamespace(this, 'payments', { stage: system.stage });
    const service = (name: string, props?: Partial<MeshServiceProps>) => coreService(this.namespace, name, system, props);
    // each of the chain waits longer than the one it calls
    this.engine = service('payment-engine', { ...OF_CARDS, timeout: Duration.seconds(20) });
    this.transaction = service('transaction', { ...OF_CARDS, timeout: Duration.seconds(15) });
    this.ledger = service('ledger', ONCE);
    this.settlement = service('settlement', ONCE);
    this.refunds = service('refunds', ONCE);
    this.payouts = service('payouts', ONCE);
    this.reconciliation = service('reconciliation', { retries: readsOnly() });
    this.acquirerConnector = service('acquirer-connector', OF_CARDS);
    this.bankConnector = service('bank-connector', ONCE);
    for (const moving of [this.engine, this.transaction, this.ledger]) requireIdempotencyKey(moving);

    this.acquirer = this.outside('acquirer', 'api.acquirer.example', way);
    this.bank = this.outside('bank', 'api.bank.example', way);
  }

  /** The application speaks plain HTTP, and the gateway TLS: so retries and timeouts hold, and it is known who asks. */
  private outside(name: string, host: string, egressGateway: EgressGateway): ExternalService {
    return new ExternalService(this.namespace, name, { hosts: [host], ports: [ServicePort.http(80)], tlsOrigination: {}, egressGateway, ...ONCE });
  }
}

/** What is only read may be tried again whatever went wrong on the way. */
function readsOnly(): RetryPolicy {
  return RetryPolicy.byMethod({ attempts: 2, retryOn: [RetryOn.GATEWAY_ERROR] });
}

/**
 * Without the key a service could not tell a repetition from a second payment. Its own proxies refuse such requests; callers' proxies and the
 * gateway say why before that.
 */
function requireIdempotencyKey(service: MeshService): void {
  service.requireHeader(IDEMPOTENCY_KEY, { methods: [HttpMethod.POST] });
  service.route('without-idempotency-key', {
    match: RouteMatch.of({ methods: [HttpMethod.POST], headers: [HeaderMatch.absent(IDEMPOTENCY_KEY)] }),
    directResponse: DirectResponse.of(400, `{"error":"${IDEMPOTENCY_KEY} is missing"}`),
  });
}
