import { describeFaults } from '../describe-faults';
import { apiKeyFaults } from './api-keys';

describeFaults('faults of the example api-keys', apiKeyFaults);
