import { Construct } from 'constructs';
import { type PaymentProProps, podsOf } from './payment-pro-props';
import { PlainNamespace } from '../../mesh';
import { PlainService, ServicePort } from '../../service';

/**
 * The part of a `PaymentPro` system that runs outside of the mesh, in the namespace `support`.
 */
export class PaymentProSupport extends Construct {
  /** The namespace `support`. */
  public readonly namespace: PlainNamespace;

  /** The service `logging`: lines of the log. */
  public readonly logging: PlainService;

  /** The service `monitoring`: reads the metrics of the core's proxies. */
  public readonly monitoring: PlainService;

  /** The service `backup`: copies of what the support services keep. */
  public readonly backup: PlainService;

  /** The service `notification`: mails and messages. */
  public readonly notification: PlainService;

  /**
   * @param scope A chart, or anything inside of one.
   * @param id Name of the construct.
   * @param system Images and size of the whole.
   */
  public constructor(scope: Construct, id: string, system: PaymentProProps) {
    super(scope, id);
    this.namespace = new PlainNamespace(this, 'support');
    const service = (name: string, reason: string) =>
      new PlainService(this.namespace, name, { ports: [ServicePort.http(8080)], workload: podsOf(name, system), reason });
    this.logging = service('logging', 'lines of the log carry no card data: services mask it before they write');
    this.monitoring = service('monitoring', 'alerts name a service and a number');
    this.backup = service('backup', 'archives are encrypted before they are sent');
    this.notification = service('notification', 'gets the number of a template and of a customer, and looks the rest up itself');
  }
}
