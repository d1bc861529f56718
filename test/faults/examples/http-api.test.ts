import { describeFaults } from '../describe-faults';
import { httpApiFaults } from './http-api';

describeFaults('faults of the example http-api', httpApiFaults);
