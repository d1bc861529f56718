import { describeFaults } from '../describe-faults';
import { restVpcLinkFaults } from './rest-vpc-link';

describeFaults('faults of the example rest-vpc-link', restVpcLinkFaults);
