import type {
  GetHostedZoneCommandInput,
  GetHostedZoneCommandOutput,
  ListHostedZonesByVPCCommandInput,
  ListHostedZonesByVPCCommandOutput,
  ListHostedZonesCommandInput,
  ListHostedZonesCommandOutput,
  ListResourceRecordSetsCommandInput,
  ListResourceRecordSetsCommandOutput,
  TestDNSAnswerCommandInput,
  TestDNSAnswerCommandOutput,
} from '@aws-sdk/client-route-53';
import { type PolicyScope, read } from './spec';

const absent = /^(NoSuchHostedZone|HostedZoneNotFound)$/;

/** Validation records and narrower zones are in zones that no file names. */
const anyZone = ({ partition }: PolicyScope) => [`arn:${partition}:route53:::hostedzone/*`];

/** Of Route 53, which takes some five calls a second of an account (aws-facts §6): few calls, and those large. */
export const dnsReads = {
  'route53:GetHostedZone': read<GetHostedZoneCommandInput, GetHostedZoneCommandOutput>({
    service: 'route53',
    command: 'GetHostedZone',
    action: 'route53:GetHostedZone',
    resources: anyZone,
    absent,
  }),
  'route53:ListResourceRecordSets': read<
    ListResourceRecordSetsCommandInput,
    ListResourceRecordSetsCommandOutput
  >({
    service: 'route53',
    command: 'ListResourceRecordSets',
    action: 'route53:ListResourceRecordSets',
    resources: anyZone,
    absent,
  }),
  'route53:ListHostedZones': read<ListHostedZonesCommandInput, ListHostedZonesCommandOutput>({
    service: 'route53',
    command: 'ListHostedZones',
    action: 'route53:ListHostedZones',
    items: 'HostedZones',
  }),
  'route53:ListHostedZonesByVPC': read<ListHostedZonesByVPCCommandInput, ListHostedZonesByVPCCommandOutput>({
    service: 'route53',
    command: 'ListHostedZonesByVPC',
    action: 'route53:ListHostedZonesByVPC',
    items: 'HostedZoneSummaries',
    next: { NextToken: 'NextToken' },
  }),
  'route53:TestDNSAnswer': read<TestDNSAnswerCommandInput, TestDNSAnswerCommandOutput>({
    service: 'route53',
    command: 'TestDNSAnswer',
    action: 'route53:TestDNSAnswer',
    absent,
  }),
};
