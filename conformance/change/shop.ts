import { App, Chart, Testing } from 'cdk8s';
import { Construct } from 'constructs';
import {
  Caller, CanaryRelease, EnforcementStage, HeaderMatch, HttpMethod, MeshGateway, MeshNamespace, MeshService, PathMatch, ServicePort, Workload,
  ZeroTrustNamespace,
} from '../../src';
import { KubeObject } from '../mesh/kube';

/** What of the shop a test changes. */
export interface ShopProps {
  readonly stage?: EnforcementStage;
  /** Versions of payments, of which the first is the default. */
  readonly versions?: string[];
  /** The release of payments from its first version to its second. */
  readonly step?: number;
  /** Whether that release has testers. */
  readonly testers?: boolean;
  /** Of all pods. */
  readonly image?: string;
  /** Whether stock calls payments, from the same namespace. */
  readonly stockCalls?: boolean;
  /** Whether a visitor from a namespace of its own may call payments. */
  readonly visitorCalls?: boolean;
  /** Whether there is a ledger, too. */
  readonly ledger?: boolean;
  /** Whether stock is reached through the gateway. */
  readonly stockOutside?: boolean;
}

export const HOST = 'shop.example.com';
export const STEPS = [10, 30, 50, 80, 100];

const PAY = PathMatch.exact('/pay');

/** Payments is called by orders, by the gateway and by a whole namespace of partners; of stock nobody says that it calls anything. */
export function shop(props: ShopProps = {}): KubeObject[] {
  const chart = new Chart(new App(), 'shop');
  const namespace = new ZeroTrustNamespace(chart, 'shop', { stage: props.stage });
  namespace.allowNamespace('partner', { reason: 'partners have a contract' });
  const service = (name: string, where: Construct = namespace) =>
    new MeshService(where, name, { ports: [ServicePort.http(8080)], workload: pods(props) });
  const payments = paymentsOf(namespace, props);
  const orders = service('orders');
  const stock = service('stock');
  service('buyer', new MeshNamespace(chart, 'partner'));
  orders.calls(payments, { methods: [HttpMethod.POST], paths: [PAY] });
  if (props.stockCalls) stock.calls(payments, { methods: [HttpMethod.POST] });
  if (props.visitorCalls) payments.allowFrom(Caller.serviceAccount('default', 'default'));
  if (props.ledger) service('ledger');
  const edge = new MeshGateway(namespace, 'edge', { hosts: [HOST], plaintextReason: 'the test asks in clear' });
  edge.route(payments, { path: PAY });
  if (props.stockOutside) edge.route(stock, { path: PathMatch.exact('/stock') });
  return Testing.synth(chart);
}

function paymentsOf(namespace: Construct, { versions = ['v1'], step, testers, ...props }: ShopProps): MeshService {
  const payments = new MeshService(namespace, 'payments', {
    ports: [ServicePort.http(8080)],
    versions: Object.fromEntries(versions.map((version) => [version, pods(props)])),
    defaultVersion: versions[0],
  });
  if (step === undefined) return payments;
  const [stable, candidate] = versions;
  const testerHeader = testers ? HeaderMatch.present('x-tester') : undefined;
  new CanaryRelease(namespace, 'payments-release', { service: payments, stable, candidate, steps: STEPS, step, testerHeader });
  return payments;
}

function pods({ image = 'registry.example.com/app:1' }: ShopProps): Workload {
  return Workload.deployment({ image, replicas: 1 });
}

/** The shop as it was before it came into a mesh: pods without proxies, and nothing of Istio. */
export function shopOfOld(): KubeObject[] {
  const kinds = ['Namespace', 'ServiceAccount', 'Service', 'Deployment'];
  return shop({ stage: EnforcementStage.OBSERVE, image: 'registry.example.com/app:0' }).filter(({ kind }) => kinds.includes(kind)).map((object) => {
    if (object.kind !== 'Namespace') return object;
    const { 'istio-injection': _, ...labels } = object.metadata.labels;
    return { ...object, metadata: { ...object.metadata, labels } };
  });
}
