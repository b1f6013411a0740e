import type { PodSecurityLevel } from '../support/pod-security-level';

type Fields = Readonly<Record<string, any>>;

const RESTRICTED_VOLUMES = ['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'persistentVolumeClaim', 'projected', 'secret'];
const BASELINE_CAPABILITIES = [
  'AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE', 'SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT',
];
const BASELINE_SYSCTLS = [
  'kernel.shm_rmid_forced', 'net.ipv4.ip_local_port_range', 'net.ipv4.ip_local_reserved_ports', 'net.ipv4.ip_unprivileged_port_start', 'net.ipv4.ping_group_range',
  'net.ipv4.tcp_fin_timeout', 'net.ipv4.tcp_keepalive_intvl', 'net.ipv4.tcp_keepalive_probes', 'net.ipv4.tcp_keepalive_time', 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_syncookies',
  'net.ipv4.tcp_wmem',
];

/**
 * What a namespace of a level refuses in a pod's spec, as `path: what it must be`.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
export function podSecurityRefusals(level: PodSecurityLevel, pod: Fields): string[] {
  if (level === 'privileged') return [];
  const containers = containersOf(pod);
  const refused = [...baselineOfPod(pod), ...containers.flatMap(([container, at]) => baselineOfContainer(container, at))];
  if (level === 'baseline') return refused;
  const { securityContext = {} } = pod;
  return [...refused, ...restrictedOfPod(pod), ...containers.flatMap(([container, at]) => restrictedOfContainer(container, at, securityContext))];
}

function containersOf(pod: Fields): [Fields, string][] {
  return ['initContainers', 'containers', 'ephemeralContainers'].flatMap((list) =>
    (Array.isArray(pod[list]) ? pod[list] : []).map((container: Fields, index: number): [Fields, string] => [container, `${list}[${index}]`]));
}

function baselineOfPod(pod: Fields): string[] {
  return [
    ...['hostNetwork', 'hostPID', 'hostIPC'].filter((field) => pod[field] === true).map((field) => `${field}: must not be true`),
    ...listed(pod.volumes).flatMap((volume, index) => (volume.hostPath === undefined ? [] : [`volumes[${index}].hostPath: must not be set`])),
    ...listed(pod.securityContext?.sysctls).flatMap(({ name }, index) => (BASELINE_SYSCTLS.includes(name) ? [] : [`securityContext.sysctls[${index}]: ${name} is not allowed`])),
    ...baselineOfContext(pod.securityContext ?? {}, 'securityContext'),
  ];
}

function baselineOfContainer({ securityContext = {}, ports }: Fields, at: string): string[] {
  return [
    ...(securityContext.privileged === true ? [`${at}.securityContext.privileged: must not be true`] : []),
    ...listed(ports).flatMap(({ hostPort }, index) => (hostPort ? [`${at}.ports[${index}].hostPort: must not be set`] : [])),
    ...added(securityContext).filter((name) => !BASELINE_CAPABILITIES.includes(name)).map((name) => `${at}.securityContext.capabilities.add: must not have ${name}`),
    ...((securityContext.procMount ?? 'Default') === 'Default' ? [] : [`${at}.securityContext.procMount: must be Default`]),
    ...baselineOfContext(securityContext, `${at}.securityContext`),
  ];
}

function baselineOfContext({ seccompProfile, seLinuxOptions = {}, windowsOptions, appArmorProfile }: Fields, at: string): string[] {
  const types = ['', 'container_t', 'container_init_t', 'container_kvm_t', 'container_engine_t'];
  return [
    ...(seccompProfile?.type === 'Unconfined' ? [`${at}.seccompProfile.type: must not be Unconfined`] : []),
    ...(appArmorProfile?.type === 'Unconfined' ? [`${at}.appArmorProfile.type: must not be Unconfined`] : []),
    ...(windowsOptions?.hostProcess === true ? [`${at}.windowsOptions.hostProcess: must not be true`] : []),
    ...(types.includes(seLinuxOptions.type ?? '') ? [] : [`${at}.seLinuxOptions.type: must be ${types.slice(1).join(', ')}`]),
    ...['user', 'role'].filter((field) => seLinuxOptions[field]).map((field) => `${at}.seLinuxOptions.${field}: must not be set`),
  ];
}

function restrictedOfPod(pod: Fields): string[] {
  return listed(pod.volumes).flatMap((volume, index) => {
    const kinds = Object.keys(volume).filter((field) => field !== 'name');
    return kinds.filter((kind) => !RESTRICTED_VOLUMES.includes(kind) && kind !== 'hostPath').map((kind) => `volumes[${index}].${kind}: must not be set`);
  });
}

/** What a container does not say of itself, its pod says for it, where it can. */
function restrictedOfContainer({ securityContext: own = {} }: Fields, at: string, pod: Fields): string[] {
  const seccomp = own.seccompProfile?.type ?? pod.seccompProfile?.type;
  const dropped: unknown = own.capabilities?.drop;
  const runAsUser = own.runAsUser ?? pod.runAsUser;
  const context = `${at}.securityContext`;
  return [
    ...(own.allowPrivilegeEscalation === false ? [] : [`${context}.allowPrivilegeEscalation: must be false`]),
    ...((own.runAsNonRoot ?? pod.runAsNonRoot) === true ? [] : [`${context}.runAsNonRoot: must be true`]),
    ...(runAsUser === 0 ? [`${context}.runAsUser: must not be 0`] : []),
    ...(seccomp === 'RuntimeDefault' || seccomp === 'Localhost' || seccomp === 'Unconfined' ? [] : [`${context}.seccompProfile.type: must be RuntimeDefault or Localhost`]),
    ...(Array.isArray(dropped) && dropped.includes('ALL') ? [] : [`${context}.capabilities.drop: must have ALL`]),
    ...added(own).filter((name) => name !== 'NET_BIND_SERVICE' && BASELINE_CAPABILITIES.includes(name)).map((name) => `${context}.capabilities.add: must not have ${name}`),
  ];
}

function added(securityContext: Fields): string[] {
  const names: unknown = securityContext.capabilities?.add;
  return Array.isArray(names) ? names : [];
}

function listed(value: unknown): Fields[] {
  return Array.isArray(value) ? value : [];
}
