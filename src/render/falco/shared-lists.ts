import { type Watch } from './watch';
import { dnsPorts } from '../../model/declared-ports';
import type { FalcoList } from '../../model/falco';

const SHELLS = ['ash', 'bash', 'busybox', 'csh', 'dash', 'fish', 'ksh', 'mksh', 'sh', 'tcsh', 'zsh'];

/** The kernel keeps fifteen characters of a name. */
const FIREWALL_PROGRAMS = [
  'arptables', 'ebtables', 'ip6tables', 'ip6tables-apply', 'ip6tables-legacy', 'ip6tables-nft', 'ip6tables-nft-restore', 'ip6tables-restore', 'ipset',
  'iptables', 'iptables-apply', 'iptables-legacy', 'iptables-nft', 'iptables-nft-restore', 'iptables-restore', 'nft', 'tc', 'xtables-legacy-multi',
  'xtables-nft-multi',
].map((name) => name.slice(0, 15));

/** Where certificates, keys and tokens lie, of the mesh and of whom an application trusts. */
const CREDENTIAL_PATHS = [
  ...secretPaths(''), '/etc/certs', '/etc/istio', '/etc/pki', '/etc/ssl', '/usr/local/share/ca-certificates', '/var/lib/istio',
];

/** By which a proxy proves who it is. */
const MESH_CREDENTIAL_PATHS = [
  ...['credential-uds', 'istio', 'tokens', 'workload-spiffe-credentials', 'workload-spiffe-uds'].flatMap((name) => secretPaths(`/${name}`)), '/etc/certs',
];

const TOKEN_PATHS = secretPaths('/kubernetes.io/serviceaccount');

/** The programs that Istio's images have. */
export const PROXY_EXECUTABLES = ['/usr/local/bin/envoy', '/usr/local/bin/pilot-agent'];
const NODE_PROXY = '/usr/local/bin/ztunnel';

/** Where the application asks its proxy: administration, debugging, merged metrics and the way to end it, its own metrics. */
const PROXY_PORTS = ['15000', '15004', '15020', '15090'];

/** The lists of a file. None is empty: Falco would take such a list for a comparison that never holds. */
export function sharedLists({ word, ...watch }: Watch): FalcoList[] {
  const { model: { settings }, set, ambient } = watch;
  return [
    { name: word('namespaces'), items: watch.namespaces },
    { name: word('sidecar_namespaces'), items: watch.sidecars },
    { name: word('mesh_namespaces'), items: watch.meshed },
    { name: word('proxy_namespaces'), items: watch.proxies },
    { name: word('proxy_containers'), items: ['istio-proxy', settings.cni ? 'istio-validation' : 'istio-init'] },
    { name: word('proxy_executables'), items: [...set.proxyExecutables, ...(ambient ? [NODE_PROXY] : [])] },
    { name: word('proxy_ports'), items: PROXY_PORTS },
    { name: word('dns_ports'), items: dnsPorts(settings).map(String) },
    { name: word('shells'), items: SHELLS },
    { name: word('firewall_programs'), items: [...new Set(FIREWALL_PROGRAMS)] },
    { name: word('credential_paths'), items: CREDENTIAL_PATHS },
    { name: word('mesh_credential_paths'), items: MESH_CREDENTIAL_PATHS },
    { name: word('token_paths'), items: TOKEN_PATHS },
  ].filter(({ items }) => items.length > 0);
}

/** Programs say it either way, and Falco does not follow links. */
function secretPaths(below: string): string[] {
  return [`/run/secrets${below}`, `/var/run/secrets${below}`];
}
