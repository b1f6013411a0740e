import { Duration, Size } from 'cdk8s';
import { Construct } from 'constructs';
import { type PaymentPro } from './payment-pro';
import { PaymentProPlan, PLAN_LIMITS } from './payment-pro-partners';
import { requestsPolicy } from './payment-pro-policies';
import { type PaymentProProps, policyAgent } from './payment-pro-props';
import { checkWord } from '../../../support/closed-set';
import { sortedBy } from '../../../support/compare';
import { fail } from '../../../support/errors';
import { checkReason } from '../../../support/reason';
import { EdgeTls, GatewayTls, KongCredential, KongEdge, KongEdition, KongPlugin, MaskedField, MeshGateway, WebApplicationFirewall } from '../../gateway';
import { type ZeroTrustNamespace } from '../../mesh';
import { ExtAuthzProvider, ExternalAuthorization, type OpenPolicyAgent } from '../../security';
import { type MeshService } from '../../service';
import { HttpMethod, PathMatch, RateLimit, RateLimitUnit } from '../../traffic';

/** One part of the API: everything below `/v1/NAME`. */
interface ApiPart {
  readonly name: string;
  readonly service: MeshService;
  readonly methods: HttpMethod[];
}

/** What moves money is dearer than what is looked up. */
const MONEY = ['payments', 'payouts', 'refunds'];

const { DELETE, GET, POST, PUT } = HttpMethod;
const WITH_BODY = [POST, PUT];

/** Longest request: Kong refuses longer ones, and whoever decides about bodies is sent all of them. */
const LONGEST = Size.kibibytes(64);

/** What no answer may show, whatever a service has put into it. What partners are given for a card (`card_token`) is made to be shown. */
const MASKED = [
  MaskedField.cardNumber('**.card_number'), MaskedField.lastFour('**.iban'),
  ...['access_token', 'client_secret', 'refresh_token', 'token'].map((name) => MaskedField.secret(`**.${name}`)),
];

/**
 * The part of a `PaymentPro` system that partners see, in the namespaces `kong` and `dmz`: Kong, and the gateway behind it, which takes nobody
 * else's connections.
 */
export class PaymentProEdge extends Construct {
  /** The gateway `partner-gateway`, for whoever has a certificate of its authority: Kong. */
  public readonly gateway: MeshGateway;

  /** Kong before the gateway. */
  public readonly kong: KongEdge;

  /** The policies `requests`: what partners may send. */
  public readonly requests: OpenPolicyAgent;

  /**
   * @param dmz The namespace of the gateway's routes.
   * @param id Name of the construct.
   * @param system Partners, and which Kong it is.
   * @param company Whose services they ask.
   */
  public constructor(dmz: ZeroTrustNamespace, id: string, system: PaymentProProps, company: PaymentPro) {
    super(dmz, id);
    const api = apiOf(company);
    this.gateway = new MeshGateway(this, 'partner-gateway', { hosts: ['api.paymentpro.example'], tls: GatewayTls.mutual('partner-gateway-tls') });
    for (const { name, service, methods } of api) this.gateway.route(service, { name, path: below(name), methods });
    // whatever Kong lets through
    this.gateway.rateLimit(RateLimit.local({ requests: 1_000, per: RateLimitUnit.SECOND }));
    this.kong = new KongEdge(this, 'kong', {
      gateway: this.gateway,
      edition: system.kongEdition ?? KongEdition.OSS_3_9,
      tls: EdgeTls.secret('api-paymentpro-tls'),
      caCertificate: 'partner-gateway-ca',
      clientCertificate: 'kong-partner-gateway',
    });
    this.askWhoCalls(system);
    this.limit(system);
    this.keepWatch();
    this.refuseAttacks(system);
    this.requests = this.describeRequests(system, api);
  }

  /** Tokens of the partners' identity provider: Kong has no place for tokens of its own. */
  private askWhoCalls({ tokenIssuer, partners = [] }: PaymentProProps): void {
    this.kong.plugin(tokenIssuer === undefined
      ? KongPlugin.jwt({ maximumExpiration: Duration.hours(1) })
      : KongPlugin.openIdConnect({ issuer: tokenIssuer, audiences: ['paymentpro'], consumerClaim: 'azp' }));
    for (const { name, credential } of partners) this.kong.consumer(name, { credentials: [KongCredential.jwt(credential ?? `${name}-jwt`)] });
  }

  /** Whoever has no plan, or a small one, is limited as everybody is. */
  private limit({ partners = [], rateStore: store }: PaymentProProps): void {
    for (const [plan, { all, money }] of sortedBy(Object.entries(PLAN_LIMITS), ([name]) => name)) {
      const isBase = plan === PaymentProPlan.STARTER;
      const consumers = partners.filter((partner) => planOf(this, partner.plan) === plan).map(({ name }) => name);
      if (!isBase && consumers.length === 0) continue;
      const whose = isBase ? {} : { consumers };
      const name = `plan-${plan.toLowerCase()}`;
      this.kong.plugin(KongPlugin.rateLimiting({ ...all, store }), { name, ...whose });
      this.kong.plugin(KongPlugin.rateLimiting({ ...money, store }), { name: `${name}-money`, routes: MONEY, ...whose });
    }
  }

  private keepWatch(): void {
    this.kong.plugin(KongPlugin.maskResponse(MASKED));
    this.kong.clusterPlugin(KongPlugin.requestSizeLimiting(LONGEST));
    this.kong.clusterPlugin(KongPlugin.correlationId());
    this.kong.clusterPlugin(KongPlugin.fileLog());
    this.kong.clusterPlugin(KongPlugin.prometheus());
  }

  /** Kong Enterprise has a filter of its own; open source has none. */
  private refuseAttacks({ kongEdition, firewallImage: image, noFirewallReason }: PaymentProProps): void {
    const isEnterprise = kongEdition === KongEdition.ENTERPRISE;
    if (isEnterprise) this.kong.plugin(KongPlugin.injectionProtection());
    if (image !== undefined) new WebApplicationFirewall(this, 'firewall', { image });
    if (noFirewallReason !== undefined) this.gateway._because(checkReason(this, noFirewallReason, 'an API without a firewall'));
    if (isEnterprise || image !== undefined || noFirewallReason !== undefined) return;
    fail(this, 'MSH535', {
      what: 'open-source Kong has no web application firewall, and nothing says what is there instead',
      fix: 'give `firewallImage`, the image of Coraza’s module with its digest, or say in `noFirewallReason` why none is needed',
    });
  }

  /** Where bodies are described, they are looked at: the rest is up to the services. */
  private describeRequests(system: PaymentProProps, api: readonly ApiPart[]): OpenPolicyAgent {
    const agent = policyAgent(this, 'requests', system, requestsPolicy());
    const described = new ExternalAuthorization(this, 'partner-requests', {
      provider: ExtAuthzProvider.opa(agent, { body: { maxRequestBytes: LONGEST.toKibibytes() * 1024 } }),
    });
    const written = api.filter(({ methods }) => methods.some((method) => WITH_BODY.includes(method)));
    described.protectGateway(this.gateway, { methods: WITH_BODY, paths: written.map(({ name }) => below(name)) });
    return agent;
  }
}

/** The API, once: what stands before the gateway is derived from it. */
function apiOf({ payments, customers, accounts, risk }: PaymentPro): ApiPart[] {
  return [
    { name: 'payments', service: payments.engine, methods: [GET, POST] },
    { name: 'refunds', service: payments.refunds, methods: [GET, POST] },
    { name: 'payouts', service: payments.payouts, methods: [GET, POST] },
    { name: 'customers', service: customers.users, methods: [GET, POST, PUT] },
    { name: 'merchants', service: customers.merchants, methods: [GET] },
    { name: 'disputes', service: customers.disputes, methods: [GET, POST] },
    { name: 'webhooks', service: customers.apiPartners, methods: [GET, PUT, DELETE] },
    { name: 'cards', service: accounts.cards, methods: [GET, POST] },
    { name: 'wallets', service: accounts.wallets, methods: [GET] },
    { name: 'reports', service: risk.reporting, methods: [GET] },
  ];
}

function below(name: string): PathMatch {
  return PathMatch.subtree(`/v1/${name}`);
}

function planOf(at: Construct, plan: PaymentProPlan = PaymentProPlan.STARTER): PaymentProPlan {
  return checkWord(plan, Object.values(PaymentProPlan), 'plan', at);
}
