import type { TestResource } from '../assembly';

export const region = 'eu-west-1';
export const certificateArn =
  'arn:aws:acm:eu-west-1:111122223333:certificate/6f1d1c1e-4f5b-4c3a-9b1a-0a1b2c3d4e5f';
export const ref = (Ref: string) => ({ Ref });
export const att = (id: string, attribute: string) => ({ 'Fn::GetAtt': [id, attribute] });
export const imported = (name: string) => ({ 'Fn::ImportValue': `corp-network:${name}` });
export const resource = (Type: string, Properties: Record<string, unknown>): TestResource => ({
  Type,
  Properties,
});
