import ipaddr from 'ipaddr.js';

/**
 * Whether an IP address belongs to the public internet: unicast, and neither private, loopback, link-local, unique
 * local, reserved nor an IPv4 address in an IPv6 one (mapped, 6to4, Teredo, NAT64). Text that is no address is not.
 * Source: IANA special-purpose address registries (RFC 6890)
 */
export function isPublicAddress(address: string): boolean {
  // A zone (`fe80::1%eth0`) exists for local addresses only.
  if (address.includes('%') || !ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  // Only 2000::/3 has been given out (RFC 4291): the rest, `::127.0.0.1` of old among it, leads nowhere public.
  return parsed.kind() === 'ipv4' || /^[23]/.test(parsed.toNormalizedString());
}
