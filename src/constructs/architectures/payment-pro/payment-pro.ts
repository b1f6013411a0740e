import { Construct } from 'constructs';
import { PaymentProAccounts } from './payment-pro-accounts';
import { declareCalls } from './payment-pro-calls';
import { PaymentProCustomers } from './payment-pro-customers';
import { PaymentProEdge } from './payment-pro-edge';
import { PaymentProPayments } from './payment-pro-payments';
import { type PaymentProProps } from './payment-pro-props';
import { PaymentProRisk } from './payment-pro-risk';
import { PaymentProSupport } from './payment-pro-support';
import { ZeroTrustNamespace } from '../../mesh';
import { FalcoOutput, FalcoRules } from '../../security';
import { EgressGateway } from '../../service';

/**
 * A payment company as a mesh: 26 services of the core in four namespaces, four support services outside of the mesh, and Kong with
 * a gateway behind it for partners. `docs/paymentpro.md` tells who calls whom, where it comes from and what was corrected on the way.
 *
 * The constructor throws MSH010 for an unknown plan; MSH053 for a blank reason; MSH430 for what open-source Kong cannot do; MSH445 for a firewall without its digest; MSH535
 * for an API without a firewall.
 *
 * @example
 *
 * const chart = new Chart(new App(), 'company');
 * const company = new PaymentPro(chart, 'paymentpro', {
 *   partners: [{ name: 'acme', plan: PaymentProPlan.BUSINESS }, { name: 'globex' }],
 *   firewallImage: 'registry.example.com/coraza-proxy-wasm@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
 * });
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

  /** What partners see: Kong, and the gateway behind it. */
  public readonly edge: PaymentProEdge;

  /** The rules `paymentpro-runtime`: what Falco looks for in its pods, and in those that are added to it. */
  public readonly runtimeRules: FalcoRules;

  /**
   * @param scope A chart, or anything inside of one.
   * @param id Name of the construct.
   * @param props Its images, its size and its stage, and who its partners are.
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
    this.edge = new PaymentProEdge(this.dmz, 'edge', props, this);
    this.runtimeRules = new FalcoRules(this, 'paymentpro-runtime', { output: props.falcoOutput ?? FalcoOutput.HELM_VALUES });
  }
}
