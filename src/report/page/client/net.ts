/* eslint-disable no-bitwise -- addresses are bits */
/** As much of `node:net` as the simulator uses, for browsers. */
export function isIP(text: string): 0 | 4 | 6 {
  return bits(text)?.size === 32 ? 4 : bits(text) === undefined ? 0 : 6;
}

/** Addresses and ranges of them. */
export class BlockList {
  private readonly ranges: { readonly value: bigint; readonly rest: bigint }[] = [];

  addAddress(address: string): void {
    this.addSubnet(address, isIP(address) === 4 ? 32 : 128);
  }

  addSubnet(address: string, length: number): void {
    const parsed = bits(address)!;
    const rest = BigInt(parsed.size - length);
    this.ranges.push({ value: whole(parsed) >> rest, rest });
  }

  check(address: string): boolean {
    const parsed = bits(address);
    if (parsed === undefined) return false;
    return this.ranges.some(({ value, rest }) => whole(parsed) >> rest === value);
  }
}

/** An address of version 4 is one of version 6, too: `::ffff:10.0.0.1`. */
function whole({ value, size }: { readonly value: bigint; readonly size: number }): bigint {
  return size === 32 ? (0xffffn << 32n) + value : value;
}

function bits(text: string): { value: bigint; size: number } | undefined {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) {
    const parts = text.split('.');
    if (parts.some((part) => Number(part) > 255 || (part.length > 1 && part.startsWith('0')))) return undefined;
    return { value: parts.reduce((value, part) => (value << 8n) + BigInt(part), 0n), size: 32 };
  }
  const groups = groupsOf(text);
  return groups === undefined ? undefined : { value: groups.reduce((value, group) => (value << 16n) + BigInt(parseInt(group, 16)), 0n), size: 128 };
}

/** The eight groups of an address of version 6. */
function groupsOf(text: string): string[] | undefined {
  const [, start, last] = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text) ?? [];
  const tail = last === undefined ? undefined : bits(last);
  if (last !== undefined && tail === undefined) return undefined;
  const plain = tail === undefined ? text : `${start}${(tail.value >> 16n).toString(16)}:${(tail.value & 0xffffn).toString(16)}`;
  const halves = plain.split('::');
  if (halves.length > 2) return undefined;
  const [left, right] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - left.length - (right?.length ?? 0);
  if (right === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = right === undefined ? left : [...left, ...Array<string>(missing).fill('0'), ...right];
  return groups.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group)) ? groups : undefined;
}
