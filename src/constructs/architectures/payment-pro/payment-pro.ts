import { Construct } from 'constructs';
import { PaymentProAccounts } from './payment-pro-accounts';
import { declareCalls } from './payment-pro-calls';
import { PaymentProCustomers } from './payment-pro-customers';
import { PaymentProPayments } from './payment-pro-payments';
import { type PaymentProProps } from './payment-pro-props';
import { PaymentProRisk } from './payment-pro-risk';
import { PaymentProSupport } from './payment-pro-support';
import { GatewayTls, MeshGateway } from '../../gateway';
import { ZeroTrustNamespace } from '../../mesh';
import { EgressGateway, type IMeshService } from '../../service';
import { HttpMethod, PathMatch } from '../../traffic';

const { DELETE, GET, POST, PUT } = HttpMethod;

/**
 * A payment company as a mesh: 26 services of the core in four namespaces, four support services outside of the mesh, and a gateway for
 * partners. `docs/paymentpro.md` tells who calls whom, where it comes from and what was corrected on the way.
 *
 * @example
 *
 * const chart = new Chart(new App(), 'company');
 * const company = new PaymentPro(chart, 'paymentpro');
 * const invoices = new MeshService(company.payments.namespace, 'invoices', {
 *   ports: [ServicePort.http(8080)],
 *   workload: Workload.deployment({ image: 'registry.example.com/paymentpro/invoices:v1' }),
 * });
 * invoices.calls(company.payments.ledger, { methods: [HttpMethod.GET], paths: [PathMatch.subtree('/v1/entries')] });
 */
export class PaymentPro extends Construct {
  /** What moves money. */
  public readonly payments: PaymentProPayments;

  /** Who the customers are. */
  public readonly customers: PaymentProCustomers;

  /** Cards and balances. */
  public readonly accounts: PaymentProAccounts;

  /** What is suspicious, and the evidence. */
  public readonly risk: PaymentProRisk;

  /** What runs outside of the mesh. */
  public readonly support: PaymentProSupport;

  /** The namespace `dmz`. */
  public readonly dmz: ZeroTrustNamespace;

  /** The gateway `egress-gateway`: the only way out of the core. */
  public readonly egress: EgressGateway;

  /** The gateway `partner-gateway`, for clients with a certificate. */
  public readonly gateway: MeshGateway;

  /**
   * @param scope A chart, or anything inside of one.
   * @param id Name of the construct.
   * @param props Its images, its size and its stage.
   */
  public constructor(scope: Construct, id: string, props: PaymentProProps = {}) {
    super(scope, id);
    this.dmz = new ZeroTrustNamespace(this, 'dmz', { stage: props.stage });
    this.egress = new EgressGateway(this.dmz, 'egress-gateway', { replicas: props.replicas });
    this.payments = new PaymentProPayments(this, 'payments', props, this.egress);
    this.customers = new PaymentProCustomers(this, 'customers', props);
    this.accounts = new PaymentProAccounts(this, 'accounts', props);
    this.risk = new PaymentProRisk(this, 'risk', props);
    this.support = new PaymentProSupport(this, 'support', props);
    declareCalls(this);
    this.gateway = this.openGateway();
  }

  /** The API, once: what stands before the gateway is derived from it. */
  private openGateway(): MeshGateway {
    const { payments, customers, accounts, risk } = this;
    const gateway = new MeshGateway(this.dmz, 'partner-gateway', {
      hosts: ['api.paymentpro.example'],
      tls: GatewayTls.mutual('partner-gateway-tls'),
    });
    const open = (service: IMeshService, path: string, methods: HttpMethod[]) => gateway.route(service, { path: PathMatch.subtree(path), methods });
    open(payments.engine, '/v1/payments', [GET, POST]);
    open(payments.refunds, '/v1/refunds', [GET, POST]);
    open(payments.payouts, '/v1/payouts', [GET, POST]);
    open(customers.users, '/v1/customers', [GET, POST, PUT]);
    open(customers.merchants, '/v1/merchants', [GET]);
    open(customers.disputes, '/v1/disputes', [GET, POST]);
    open(customers.apiPartners, '/v1/webhooks', [GET, PUT, DELETE]);
    open(accounts.cards, '/v1/cards', [GET, POST]);
    open(accounts.wallets, '/v1/wallets', [GET]);
    open(risk.reporting, '/v1/reports', [GET]);
    return gateway;
  }
}
