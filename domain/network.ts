/** The network that an address stands for: who has one address of IPv6 has all of its /64, so they count as one. */
import { isIPv6 } from 'node:net';

/** `192.0.2.7` stays as it is, also written as IPv6; `2001:db8:1:2:…` becomes `2001:db8:1:2`. Anything else stays what it is. */
export function networkOf(address: string): string {
  const bare = address.replace(/%.*$/, '');
  if (!isIPv6(bare)) return bare;
  const groups = groupsOf(bare);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  if (isMapped)
    return groups
      .slice(6)
      .flatMap((group) => [group >> 8, group & 0xff])
      .join('.');
  return groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':');
}

/** All eight, as numbers: URL brings every way of writing an address into one. */
function groupsOf(address: string): number[] {
  const [head = '', tail = ''] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [first, last] = [head, tail].map((part) =>
    part
      .split(':')
      .filter(Boolean)
      .map((group) => Number.parseInt(group, 16)),
  );
  return [...first!, ...Array<number>(8 - first!.length - last!.length).fill(0), ...last!];
}
