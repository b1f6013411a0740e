import { podSecurityRefusals } from '../../src/manifests/pod-security';

const RESTRAINED = { allowPrivilegeEscalation: false, runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' }, capabilities: { drop: ['ALL'] } };

function pod(securityContext: object = {}, { more = {}, container = {} }: { more?: object; container?: object } = {}): Record<string, unknown> {
  return { containers: [{ name: 'app', securityContext: { ...RESTRAINED, ...securityContext }, ...container }], ...more };
}

test('a pod that asks for nothing is refused by restricted alone, with all it must say', () => {
  const nothing = { containers: [{ name: 'app' }] };
  expect(podSecurityRefusals('restricted', nothing)).toEqual([
    'containers[0].securityContext.allowPrivilegeEscalation: must be false',
    'containers[0].securityContext.runAsNonRoot: must be true',
    'containers[0].securityContext.seccompProfile.type: must be RuntimeDefault or Localhost',
    'containers[0].securityContext.capabilities.drop: must have ALL',
  ]);
  expect(podSecurityRefusals('baseline', nothing)).toEqual([]);
});

test.each([
  ['as restricted as can be', pod()],
  ['its pod says it for the container', {
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'Localhost', localhostProfile: 'a' } },
    containers: [{ name: 'app', securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] } } }],
  }],
  ['volumes that are harmless', pod({}, { more: { volumes: [{ name: 'a', emptyDir: {} }, { name: 'b', projected: {} }] } })],
])('restricted takes a pod: %s', (_, spec) => {
  expect(podSecurityRefusals('restricted', spec)).toEqual([]);
});

test.each([
  ['hostNetwork: must not be true', pod({}, { more: { hostNetwork: true } })],
  ['volumes[0].hostPath: must not be set', pod({}, { more: { volumes: [{ name: 'a', hostPath: { path: '/' } }] } })],
  ['securityContext.sysctls[0]: kernel.msgmax is not allowed', pod({}, { more: { securityContext: { sysctls: [{ name: 'kernel.msgmax', value: '1' }] } } })],
  ['containers[0].securityContext.privileged: must not be true', pod({ privileged: true })],
  ['containers[0].ports[0].hostPort: must not be set', pod({}, { container: { ports: [{ containerPort: 80, hostPort: 80 }] } })],
  ['containers[0].securityContext.capabilities.add: must not have NET_ADMIN', pod({ capabilities: { drop: ['ALL'], add: ['NET_ADMIN'] } })],
  ['containers[0].securityContext.procMount: must be Default', pod({ procMount: 'Unmasked' })],
  ['containers[0].securityContext.seccompProfile.type: must not be Unconfined', pod({ seccompProfile: { type: 'Unconfined' } })],
  ['containers[0].securityContext.appArmorProfile.type: must not be Unconfined', pod({ appArmorProfile: { type: 'Unconfined' } })],
  ['containers[0].securityContext.windowsOptions.hostProcess: must not be true', pod({ windowsOptions: { hostProcess: true } })],
  ['containers[0].securityContext.seLinuxOptions.type: must be container_t, container_init_t, container_kvm_t, container_engine_t', pod({ seLinuxOptions: { type: 'spc_t' } })],
  ['containers[0].securityContext.seLinuxOptions.user: must not be set', pod({ seLinuxOptions: { user: 'root' } })],
])('baseline and restricted refuse: %s', (refusal, spec) => {
  expect(podSecurityRefusals('baseline', spec)).toEqual([refusal]);
  expect(podSecurityRefusals('restricted', spec)).toEqual([refusal]);
  expect(podSecurityRefusals('privileged', spec)).toEqual([]);
});

test.each([
  ['volumes[0].nfs: must not be set', pod({}, { more: { volumes: [{ name: 'a', nfs: {} }] } })],
  ['containers[0].securityContext.runAsUser: must not be 0', pod({ runAsUser: 0 })],
  ['containers[0].securityContext.capabilities.add: must not have CHOWN', pod({ capabilities: { drop: ['ALL'], add: ['CHOWN'] } })],
  ['initContainers[0].securityContext.runAsNonRoot: must be true', { ...pod(), initContainers: [{ name: 'first', securityContext: { ...RESTRAINED, runAsNonRoot: false } }] }],
])('restricted alone refuses: %s', (refusal, spec) => {
  expect(podSecurityRefusals('restricted', spec)).toEqual([refusal]);
  expect(podSecurityRefusals('baseline', spec)).toEqual([]);
});
