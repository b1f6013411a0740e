import { defineRule } from '../rule';

export const tcpEntryWithoutAddress = defineRule({
  code: 'MSH215',
  name: 'tcp-entry-without-address',
  severity: 'warning',
  summary: 'ServiceEntry for TCP without an address',
  fix: 'Give the addresses of the host, or name the protocol of the port if it is TLS or HTTP; where proxies answer DNS, say `dnsCapture` in the MeshContext.',
  upstream: ['IST0133', 'IST0134'],
  reads: ['networking.istio.io/ServiceEntry'],
  messages: {
    all: 'port {port} speaks TCP, which says no host: without `addresses`, every connection to this port goes here, whatever its address',
  },
  check: (manifests, report) => {
    // who asks the proxy for the name gets an address of its own, which tells the host
    if (manifests.surroundings.dnsCapture === true) return;
    for (const entry of manifests.ofKind('networking.istio.io/ServiceEntry')) {
      const allocated = (entry as { readonly status?: { readonly addresses?: readonly unknown[] } }).status?.addresses ?? [];
      if ((entry.spec.addresses ?? []).length > 0 || allocated.length > 0) continue;
      (entry.spec.ports ?? []).forEach(({ number, protocol = '' }, index) => {
        if (protocol === '' || protocol.toUpperCase() === 'TCP') report(entry, `spec.ports[${index}]`, 'all', { port: number });
      });
    }
  },
});
