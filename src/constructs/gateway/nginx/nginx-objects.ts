import type { Construct } from 'constructs';
import type { NginxSettings } from '../../../model/nginx';
import { bookOf } from '../../book';

/** Makes the objects of one host, when the gateway begins to route it and when its way there becomes a secured one. */
export type EmitHost = (host: string, secured: boolean) => void;

/** Makes what one controller reads for an edge. */
export type NginxObjects = (at: Construct, settings: NginxSettings) => EmitHost;

/** The Service before the gateway's pods: the one thing an edge leads to. Known at synth. */
export function gatewayService(at: Construct): { readonly name: string; readonly namespace: string } {
  const { serviceName, namespace } = bookOf(at).model.settings.ingressGateway;
  return { name: serviceName, namespace };
}
