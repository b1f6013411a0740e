import { Construct } from 'constructs';
import { TRAFFIC_EXTENSION } from '../../render/kinds';
import { renderFirewall, type FirewallSettings } from '../../render/web-application-firewall';
import { checkPinnedImage } from '../../support/container';
import { checkDnsName } from '../../support/dns-name';
import { checkWhole } from '../../support/number';
import { checkText } from '../../support/plain-text';
import { checkReason } from '../../support/reason';
import { bookOf } from '../book';
import { emit } from '../emit';

/**
 * Properties of a `WebApplicationFirewall`.
 */
export interface WebApplicationFirewallProps {
  /**
   * Image of Coraza's module for proxies, with its digest: `registry/coraza-proxy-wasm@sha256:…`. It decides about every request, so it must not
   * change by itself.
   *
   * @see https://github.com/corazawaf/coraza-proxy-wasm
   */
  readonly image: string;

  /**
   * Secret for the registry of the image, in the namespace of the gateway's pods.
   *
   * @default - none is needed
   */
  readonly imagePullSecret?: string;

  /**
   * How much is taken for an attack, 1 to 4: higher finds more, and takes more that is none.
   *
   * @default 1
   * @see https://coreruleset.org/docs/concepts/paranoia_levels/
   */
  readonly paranoiaLevel?: number;

  /**
   * Directives of Coraza that are read last, such as exceptions: `SecRuleRemoveById 942100`.
   *
   * @default - none
   * @see https://coraza.io/docs/seclang/directives/
   */
  readonly directives?: string[];

  /**
   * Why attacks are only logged, and let through.
   *
   * @default - they are not: they are answered with 403
   */
  readonly detectOnlyReason?: string;
}

/**
 * A web application firewall in the proxies of the ingress gateway: Coraza with the OWASP Core Rule Set, as an extension of Istio. It reads the requests of all hosts that
 * come in by these pods, before tokens are read. When the module cannot run, no request passes.
 *
 * It is what open-source Kong and NGINX have no plugin for: requests are read once TLS has ended, wherever they come from.
 *
 * The constructor throws MSH003 for a bad Secret; MSH009 for a directive of several lines; MSH011 for a bad level; MSH051 when these pods have one;
 * MSH053 for a blank reason; MSH445 for an image without its digest.
 *
 * @example
 *
 * const chart = new Chart(new App(), 'edge');
 * new WebApplicationFirewall(chart, 'waf', {
 *   image: 'registry.example.com/coraza-proxy-wasm@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
 *   directives: ['SecRuleRemoveById 942100'],
 * });
 *
 * @see https://istio.io/latest/docs/reference/config/proxy_extensions/traffic_extension/
 */
export class WebApplicationFirewall extends Construct {
  /**
   * @param scope A chart, or anything inside of one.
   * @param id Name of the construct.
   * @param props The module, and what it takes for an attack.
   */
  public constructor(scope: Construct, id: string, props: WebApplicationFirewallProps) {
    super(scope, id);
    const book = bookOf(this);
    const reasons = props.detectOnlyReason === undefined ? [] : [checkReason(this, props.detectOnlyReason, 'letting attacks through')];
    const settings: FirewallSettings = {
      image: checkPinnedImage(props.image, this),
      imagePullSecret: props.imagePullSecret === undefined ? undefined : checkDnsName(props.imagePullSecret, 'Secret', this),
      paranoiaLevel: checkWhole(props.paranoiaLevel ?? 1, '`paranoiaLevel`', 1, 4, undefined, this),
      blocks: reasons.length === 0,
      directives: (props.directives ?? []).map((directive) => checkText(directive, 'a directive', this)),
    };
    emit(this, 'Resource', {
      kind: TRAFFIC_EXTENSION,
      // one name for all, so that two before the same pods are refused: each would read every request
      name: 'web-application-firewall',
      namespace: () => book.model.settings.ingressGateway.namespace,
      reasons: () => reasons,
      spec: () => renderFirewall(settings, book.model.settings.ingressGateway),
    });
  }
}
