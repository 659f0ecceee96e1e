import bankHolidays from '../../reference/bank-holidays.json' with { type: 'json' }
import { type WorkingDayCalendar, workingDayCalendar } from './working-days.ts'

/** The working days of England, from the list that GOV.UK publishes for England and Wales. */
export const englandCalendar: WorkingDayCalendar = workingDayCalendar(bankHolidays)
