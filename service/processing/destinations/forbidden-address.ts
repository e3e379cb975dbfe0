import { BlockList, isIP } from 'node:net';

const publicV6 = new BlockList();
publicV6.addSubnet('2000::', 3, 'ipv6');

const special = new BlockList();
// https://www.iana.org/assignments/iana-ipv4-special-registry
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16], // the metadata services of clouds
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const) {
  special.addSubnet(net, prefix, 'ipv4');
}
// Ranges within global unicast. https://www.iana.org/assignments/iana-ipv6-special-registry
for (const [net, prefix] of [
  ['2001::', 23], // Teredo and others that stand for an IPv4 address
  ['2001:db8::', 32],
  ['2002::', 16], // 6to4: contains an IPv4 address
  ['3fff::', 20],
] as const) {
  special.addSubnet(net, prefix, 'ipv6');
}

/**
 * Whether an address does not belong to the public internet: private, loopback, link-local, unique-local, metadata,
 * multicast or reserved. For IPv6 only global unicast is allowed, so every IPv6 form of an IPv4 address
 * (`::ffff:127.0.0.1`, `64:ff9b::7f00:1`) is forbidden.
 */
export function isForbiddenAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return special.check(address, 'ipv4');
  if (family === 6) return !publicV6.check(address, 'ipv6') || special.check(address, 'ipv6');
  return true;
}
