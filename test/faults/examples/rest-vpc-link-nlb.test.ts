import { describeFaults } from '../describe-faults';
import { restVpcLinkNlbFaults } from './rest-vpc-link-nlb';

describeFaults('faults of the example rest-vpc-link-nlb', restVpcLinkNlbFaults);
