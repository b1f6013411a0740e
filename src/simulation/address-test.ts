import { BlockList, isIP } from 'node:net';

/** Whether an address lies in one of some ranges; a range that is none holds nothing. */
export function addressTest(ranges: readonly string[]): (address: string) => boolean {
  // One list each: a range of IPv6 holds no address of IPv4, not even as a mapped one.
  const lists = { ipv4: new BlockList(), ipv6: new BlockList() };
  for (const range of ranges) {
    const [address, bits] = range.split('/');
    const family = familyOf(address);
    if (family === undefined) continue;
    if (bits === undefined) lists[family].addAddress(address, family);
    else lists[family].addSubnet(address, Number(bits), family);
  }
  return (address) => {
    const family = familyOf(address);
    return family !== undefined && lists[family].check(address, family);
  };
}

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  return version === 0 ? undefined : version === 4 ? 'ipv4' : 'ipv6';
}
