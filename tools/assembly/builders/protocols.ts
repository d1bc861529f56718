const numbers: Readonly<Record<string, number>> = { tcp: 6, udp: 17, icmp: 1, icmpv6: 58 };

/** IANA number of a protocol as CloudFormation writes it; -1 is all. */
export function protocolNumber(text: string | undefined): number {
  if (text === undefined) return -1;
  return numbers[text.toLowerCase()] ?? Number(text);
}
