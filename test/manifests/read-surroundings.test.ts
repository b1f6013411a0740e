import { readSurroundings } from '../../src/manifests/read-surroundings';
import { DEFAULT_SURROUNDINGS, settingOf } from '../../src/manifests/surroundings';

test('what is said of the mesh is taken, and the rest is not guessed', () => {
  const read = readSurroundings({ cni: true, pathNormalization: 'MERGE_SLASHES', numTrustedProxies: 2, dnsCapture: false });
  expect(read).toMatchObject({ cni: true, pathNormalization: 'MERGE_SLASHES', numTrustedProxies: 2, dnsCapture: false, complete: false });
  expect(settingOf(DEFAULT_SURROUNDINGS, 'cni')).toBeUndefined();
  expect(settingOf({ ...DEFAULT_SURROUNDINGS, complete: true }, 'pathNormalization')).toBe('BASE');
  expect(settingOf({ ...read, complete: true }, 'pathNormalization')).toBe('MERGE_SLASHES');
});

test('Services of other clusters are what they would be by themselves', () => {
  const { remoteServices } = readSurroundings({ remoteServices: [{ cluster: 'west', namespace: 'shop', name: 'web', ports: [{ port: 80 }] }, { cluster: 'west', namespace: 'shop', name: 'db', headless: true }] });
  expect(remoteServices).toEqual([
    { cluster: 'west', namespace: 'shop', name: 'web', type: 'ClusterIP', isHeadless: false, ports: [{ name: '', port: 80, protocol: 'TCP' }] },
    { cluster: 'west', namespace: 'shop', name: 'db', type: 'ClusterIP', isHeadless: true, ports: [] },
  ]);
});

test.each<[object, string]>([
  [{ pathNormalization: 'SOME' }, 'pathNormalization must be one of NONE, BASE, MERGE_SLASHES, DECODE_AND_MERGE_SLASHES, not "SOME"'],
  [{ numTrustedProxies: -1 }, 'numTrustedProxies must be a number of 0 or more, not -1'],
  [{ cni: 'yes' }, 'cni must be true or false, not "yes"'],
  [{ remoteServices: [{ namespace: 'shop', name: 'web' }] }, 'remoteServices[0].cluster must be a text, not undefined'],
  [{ remoteServices: [{ cluster: 'a', namespace: 'shop', name: 'web', ports: [{ port: 0 }] }] }, 'remoteServices[0].ports[0].port must be a port, not 0'],
  [{ gatewayWorkloads: [{ namespace: 'a', labels: {}, serviceAccountName: 'a', preservesSourceAddress: 1 }] }, 'gatewayWorkloads[0].preservesSourceAddress must be true or false, not 1'],
])('%j is refused', (described, message) => {
  expect(() => readSurroundings(described)).toThrow(message);
});
