import { integrationFaults } from './8-integration';
import { describeFaults } from './describe-faults';

describeFaults('faults of hop integration', integrationFaults);
