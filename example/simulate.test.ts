import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { birthday, type Day, dateOf, dayOf, NEVER, plusMonths, workingBetween } from './days.ts'
import type { Child } from './model.ts'
import { simulate } from './simulate.ts'

/** A tenth of the county: figures are a tenth of the county's, give or take. */
const county = simulate({ seed: 7, children: 650 })
const { children, from, to } = county
const inHistory = (day: Day) => day >= from && day <= to

function count(of: (child: Child) => number): number {
  return children.reduce((sum, child) => sum + of(child), 0)
}

function openOn(day: Day, of: (child: Child) => readonly { start: Day; end: Day }[]): number {
  return count((child) => of(child).filter((one) => one.start <= day && one.end > day).length)
}

function near(value: number, low: number, high: number, what: string): void {
  assert.ok(value >= low && value <= high, `${what}: ${value} is not between ${low} and ${high}`)
}

describe('the scale of the county', () => {
  const contactsIn = (month: string) =>
    count((child) => child.contacts.filter((contact) => dateOf(contact.day).startsWith(month)).length)

  it('takes the contacts that the committee papers print', () => {
    near(contactsIn('2020-04'), 343, 348, 'April 2020')
    near(contactsIn('2021-03'), 509, 514, 'March 2021')
    near(contactsIn('2021-04'), 441, 447, 'April 2021')
    near(contactsIn('2021-03') / contactsIn('2021-02'), 1.34, 1.4, 'March on February 2021')
  })

  it('has about as many referrals as it should, and one in five comes again within 12 months', () => {
    const referrals = children.flatMap((child) => child.referrals).filter((referral) => inHistory(referral.day))
    near(referrals.length / 72, 90, 112, 'referrals a month')
    near(referrals.filter((one) => one.previous12Months > 0).length / referrals.length, 0.18, 0.24, 're-referrals')
  })

  it('keeps the stocks on their course', () => {
    near(
      openOn(dayOf('2020-04-30'), (child) => child.plans),
      62,
      78,
      'plans, April 2020',
    )
    near(
      openOn(dayOf('2021-04-30'), (child) => child.plans),
      84,
      103,
      'plans, April 2021',
    )
    for (let day = from; day <= to; day = plusMonths(day, 6)) {
      near(
        openOn(day, (child) => child.plans),
        60,
        106,
        `plans, ${dateOf(day)}`,
      )
      near(
        openOn(day, (child) => child.care),
        85,
        120,
        `in care, ${dateOf(day)}`,
      )
      near(
        openOn(day, (child) => child.episodes),
        560,
        760,
        `children in need, ${dateOf(day)}`,
      )
    }
  })

  it('has caseloads of about 12 to 20', () => {
    const loads = county.workers.filter((worker) => worker.to === NEVER).map((worker) => worker.cases.size)
    near(loads.reduce((sum, load) => sum + load, 0) / loads.length, 10, 20, 'average caseload')
  })

  it('holds conferences late while that is planted, and in time before and after', () => {
    const share = (start: string, end: string) => {
      const held = children
        .flatMap((child) => child.enquiries)
        .filter((one) => one.conference && one.strategy >= dayOf(start) && one.strategy < dayOf(end))
      const inTime = held.filter((one) => workingBetween(one.strategy, one.conference as Day) <= 15)
      return inTime.length / held.length
    }
    near(share('2020-04-01', '2023-09-01'), 0.75, 0.95, 'before')
    near(share('2023-09-01', '2024-06-01'), 0.3, 0.68, 'while it lasts')
    near(share('2024-06-01', '2026-03-01'), 0.75, 0.95, 'after')
  })
})

describe('journeys hang together', () => {
  it('starts every plan at a conference of the same day that resulted in it', () => {
    for (const child of children) {
      for (const plan of child.plans) {
        assert.ok(child.enquiries.some((enquiry) => enquiry.conference === plan.start && enquiry.plan))
      }
    }
    assert.ok(count((child) => child.plans.length) > 500)
  })

  it('starts every assessment in an episode that a referral of the same day opened', () => {
    for (const child of children) {
      for (const episode of child.episodes.filter((one) => one.assessment)) {
        assert.ok(child.referrals.some((referral) => referral.day === episode.start && !referral.noFurtherAction))
        assert.ok((episode.assessment?.start ?? 0) >= episode.start)
      }
    }
  })

  it('covers every plan and every time in care by an open episode', () => {
    for (const child of children) {
      for (const time of [...child.plans, ...child.care].filter((one) => one.start <= to)) {
        const within = child.episodes.some((one) => one.start <= time.start && one.end >= Math.min(time.end, to))
        assert.ok(within, `child ${child.id}`)
      }
    }
  })

  it('never has two episodes, plans or times in care of one child at once', () => {
    for (const child of children) {
      for (const times of [child.episodes, child.plans, child.care]) {
        for (let at = 1; at < times.length; at++) {
          assert.ok((times[at]?.start ?? 0) >= (times[at - 1]?.end ?? NEVER), `child ${child.id}`)
        }
      }
    }
  })

  it('gives leaving-care help only to those who have been in care at 16 or after', () => {
    const leavers = children.filter((child) => child.leaver)
    assert.ok(leavers.length > 100)
    for (const child of leavers) {
      assert.ok(child.care.some((period) => period.start < (child.leaver?.from ?? 0) + 1))
      assert.ok(child.care.some((period) => period.end > birthday(child.born, 16)))
    }
  })

  it('houses a child in care in one placement after another from the first day to the last', () => {
    for (const period of children.flatMap((child) => child.care)) {
      assert.equal(period.placements[0]?.start, period.start)
      for (let at = 1; at < period.placements.length; at++) {
        assert.equal(period.placements[at]?.start, period.placements[at - 1]?.end)
      }
    }
  })

  it('keeps the steps of an adoption in order', () => {
    const plans = children.flatMap((child) => child.adoption ?? [])
    assert.ok(plans.length > 20)
    for (const plan of plans.filter((one) => one.reversed === NEVER)) {
      assert.ok(plan.entered < plan.decision && plan.decision <= plan.order && plan.order < plan.matched)
      assert.ok(plan.matched < plan.placed && plan.placed < plan.adopted)
    }
  })

  it('leaves nobody in an episode or on a plan past their 18th birthday', () => {
    for (const child of children) {
      for (const time of [...child.episodes, ...child.plans, ...child.care]) {
        assert.ok(time.end <= birthday(child.born, 18), `child ${child.id}`)
      }
    }
  })

  it('has a family of one to five, born at least 14 months apart', () => {
    for (const child of children) {
      const born = child.family.children.map((one) => one.born).sort((a, b) => a - b)
      assert.ok(born.length >= 1 && born.length <= 5)
      for (let at = 1; at < born.length; at++) assert.ok((born[at] as Day) - (born[at - 1] as Day) >= 420)
    }
  })
})

describe('simulate', () => {
  it('gives the same county for the same seed, and another for another', () => {
    const shape = (seed: number) =>
      JSON.stringify(
        simulate({ seed, children: 60, years: 2 }).children.map((child) => [
          child.id,
          child.born,
          child.contacts,
          child.plans,
        ]),
      )
    assert.equal(shape(3), shape(3))
    assert.notEqual(shape(3), shape(4))
  })

  it('refuses a history that the calendar does not know', () => {
    assert.throws(() => simulate({ seed: 1, children: 10, asAt: '2035-03-31' }), RangeError)
    assert.throws(() => simulate({ seed: 1, children: 10, asAt: '2026-02-30' }), RangeError)
  })
})

describe('allocations', () => {
  it('give no case to a worker before they come or after they leave', () => {
    for (const { file, adviser, id } of children) {
      for (const { history } of [file, adviser]) {
        for (const [at, { from: start, worker }] of history.entries()) {
          const end = Math.min(history[at + 1]?.from ?? to, to)
          assert.ok(!worker || (worker.from <= start && worker.to >= end), `child ${id}`)
        }
      }
    }
  })
})
