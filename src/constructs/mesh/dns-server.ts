import type { DnsServer as DnsServerFact } from '../../model/mesh';
import { checkBlock } from '../../support/cidr';
import { checkDnsLabel } from '../../support/dns-name';
import { checkPodLabels } from '../../support/labels';
import { checkPort } from '../../support/port';

/**
 * Where pods ask for names, as the network sees it: the pods or the address that a question goes to once it is past any Service.
 *
 * @example
 *
 * const platform = new Chart(new App(), 'platform');
 * new Mesh(platform, 'mesh', { dnsServers: [DnsServer.nodeLocal(), DnsServer.kubeDns()] });
 */
export class DnsServer {
  /**
   * CoreDNS or kube-dns: pods labelled `k8s-app: kube-dns` in `kube-system`, at port 53. This is what a mesh has unless it says something else.
   */
  public static kubeDns(): DnsServer {
    return DnsServer.pods('kube-system', { 'k8s-app': 'kube-dns' });
  }

  /**
   * The DNS of OpenShift: its daemon set's pods in `openshift-dns`, which listen at port 5353 behind a Service with port 53.
   *
   * @see https://docs.redhat.com/en/documentation/openshift_container_platform/4.19/html/networking_operators/dns-operator
   */
  public static openShift(): DnsServer {
    return DnsServer.pods('openshift-dns', { 'dns.operator.openshift.io/daemonset-dns': 'default' }, 5353);
  }

  /**
   * NodeLocal DNSCache, which is no pod to the network but an address of the node. Where kube-proxy runs in iptables mode, pods go on asking
   * the address of the Service `kube-dns`, and the cache answers there: `DnsServer.address` names that one.
   *
   * Throws MSH008 for a bad address.
   *
   * @param address Its address on every node. Left out: 169.254.20.10, which its manifests suggest.
   *
   * @see https://kubernetes.io/docs/tasks/administer-cluster/nodelocaldns/
   */
  public static nodeLocal(address?: string): DnsServer {
    return DnsServer.address(address ?? '169.254.20.10');
  }

  /**
   * Pods of a namespace.
   *
   * Throws MSH002 for a bad namespace; MSH006 for a bad port; MSH014 for no labels; MSH038 for a bad label.
   *
   * @param namespaceName Their namespace.
   * @param podLabels Their labels. Left out: every pod there.
   * @param port Port of the pods, which may differ from their Service's. Left out: 53.
   */
  public static pods(namespaceName: string, podLabels?: { [name: string]: string }, port?: number): DnsServer {
    const namespace = checkDnsLabel(namespaceName, 'namespace');
    return new DnsServer({ peer: { kind: 'pods', namespace, podLabels: checkPodLabels(podLabels, 'podLabels') }, port: portOf(port) });
  }

  /**
   * Whatever has an address: a server outside of the cluster, or on its nodes.
   *
   * Throws MSH006 for a bad port; MSH008 for a bad address.
   *
   * @param cidr An address, or a range in CIDR notation.
   * @param port Port it listens at. Left out: 53.
   */
  public static address(cidr: string, port?: number): DnsServer {
    return new DnsServer({ peer: { kind: 'cidr', cidr: checkBlock(cidr), except: [] }, port: portOf(port) });
  }

  private constructor(
    /** @internal */
    public readonly _server: DnsServerFact,
  ) {}
}

function portOf(port: number = 53): number {
  return checkPort(port, undefined, 'the port of a DNS server');
}
