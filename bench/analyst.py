"""The yardstick: what a careful analyst writes with pandas to get the same figures from the same files.

Reads the CSV files of an extract, counts 24 measures for each of 72 months, as a whole and by area, team, age band, sex,
ethnicity and disability, and writes the cells as CSV. All work on rows is vectorised; nothing loops over rows.

    /usr/bin/python3 bench/analyst.py EXTRACT CELLS.csv

Prints one JSON object: seconds for each phase (from after the imports), and the process's peak memory and processor time.
"""

import json
import resource
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

EXTRACT, OUT = Path(sys.argv[1]), Path(sys.argv[2])
LAST_MONTH = np.datetime64("2026-03", "M")
MONTHS = 72
FIRST_MONTH = LAST_MONTH - (MONTHS - 1)
LAST_DAY = (LAST_MONTH + 1).astype("M8[D]") - np.timedelta64(1, "D")

ID = "Child Unique ID"
PERSON = [ID, "Gender", "Ethnicity", "Date of Birth"]
DISABLED = "Does the Child have a Disability"
PLACE = ["Allocated Team", "Allocated Worker"]
LISTS = {
    "contact": ("List 1 - Contacts", ["Date of Contact"], False, False),
    "early_help": ("List 2 - Early help", [], False, False),
    "referral": (
        "List 3 - Referrals",
        ["Date of referral", "Referral NFA?", "Number of Referrals in Last 12 Months"],
        False,
        True,
    ),
    "assessment": (
        "List 4 - Assessments",
        [
            "Continuous Assessment Start Date",
            "Continuous Assessment Date of Authorisation",
            "Child Seen During Continuous Assessment",
            "Was the child assessed as requiring LA children's social care support?",
        ],
        True,
        True,
    ),
    "section_47": (
        "List 5 - Section 47 enquiries and ICPCs",
        [
            "Strategy discussion initiating Section 47 Enquiry Start Date",
            "Was an Initial Child Protection Conference deemed unnecessary?",
            "Date of Initial Child Protection Conference",
            "Did the Initial Child Protection Conference Result in a Child Protection Plan",
        ],
        True,
        True,
    ),
    "need": ("List 6 - Children in need", ["CIN Start Date", "CIN Closure Date"], True, True),
    "plan": (
        "List 7 - Child protection plans",
        ["Child Protection Plan Start Date", "Child Protection Plan End Date", "Number of Previous Child Protection Plans"],
        True,
        True,
    ),
    "care": (
        "List 8 - Children in care",
        ["Date Started to be Looked After", "Date Ceased to be Looked After", "Child's Legal Status"],
        True,
        True,
    ),
    "leaver": ("List 9 - Care leavers", [], True, False),
    "adoption": ("List 10 - Adoption", [], True, False),
}
DATES = {"Date of Birth"} | {
    column
    for _, columns, _, _ in LISTS.values()
    for column in columns
    if "Date" in column and "Was" not in column
}

AGE_BANDS = ["Under 1", "1 to 4", "5 to 9", "10 to 15", "16 to 17", "18 and over", "Not known"]
BAND_OF_AGE = np.array([0] + [1] * 4 + [2] * 5 + [3] * 6 + [4] * 2 + [5], dtype=np.int8)
SEXES = ["Male", "Female", "Neither", "Not known"]
SEX_OF = {"M": 0, "F": 1, "X": 2}
ETHNIC_GROUPS = ["White", "Mixed", "Asian", "Black", "Other", "Not stated"]
ETHNIC_GROUP_OF = {
    code: group
    for group, codes in enumerate(
        [
            ["WBRI", "WIRI", "WIRT", "WOTH", "WROM"],
            ["MWBC", "MWBA", "MWAS", "MOTH"],
            ["AIND", "APKN", "ABAN", "AOTH", "CHNE"],
            ["BCRB", "BAFR", "BOTH"],
            ["OOTH"],
        ]
    )
    for code in codes
}
DISABILITIES = ["Yes", "No", "Not known"]

with open(Path(__file__).parent.parent / "reference" / "bank-holidays.json", encoding="utf8") as file:
    HOLIDAYS = np.array([holiday["date"] for holiday in json.load(file)["holidays"]], dtype="M8[D]")
WORKING = np.busdaycalendar(holidays=HOLIDAYS)

phases = {}
began = time.perf_counter()


def phase(name):
    """Closes a phase: the time since the last one is its own."""
    global began
    now = time.perf_counter()
    phases[name] = phases.get(name, 0) + now - began
    began = now


def read_list(name):
    file, columns, has_disability, has_place = LISTS[name]
    wanted = PERSON + ([DISABLED] if has_disability else []) + (PLACE if has_place else []) + columns
    # Identifiers are text: an authority's may have letters or noughts in front.
    numbers = {"Number of Referrals in Last 12 Months", "Number of Previous Child Protection Plans"}
    dates = [column for column in wanted if column in DATES]
    types = {column: "category" for column in wanted if column not in numbers and column not in dates} | {ID: str}
    return pd.read_csv(EXTRACT / f"{file}.csv", usecols=wanted, dtype=types, parse_dates=dates, keep_default_na=False,
                       na_values=[""], cache_dates=True)


def days(series):
    return series.to_numpy().astype("M8[D]")


def codes_of(series, mapping, otherwise):
    """The small number of each cell of a category column, through its categories; empty cells have `otherwise`."""
    table = np.array([mapping.get(value, otherwise) for value in series.cat.categories] + [otherwise], dtype=np.int16)
    return table[series.cat.codes.to_numpy()]


def add_months(dates, months):
    """The same day so many months on, or the last day of that month."""
    month = dates.astype("M8[M]")
    day = dates - month.astype("M8[D]")
    target = month + months
    last = (target + 1).astype("M8[D]") - np.timedelta64(1, "D") - target.astype("M8[D]")
    return target.astype("M8[D]") + np.minimum(day, last)


def age_band(born, on):
    """Completed years as a band; a birthday of 29 February is 28 February in other years."""
    known = ~(np.isnat(born) | np.isnat(on))
    band = np.full(len(born), len(AGE_BANDS) - 1, dtype=np.int8)
    birth, day = born[known], on[known]
    years = day.astype("M8[Y]").astype(int) - birth.astype("M8[Y]").astype(int)
    years -= add_months(birth, years * 12) > day
    band[known] = BAND_OF_AGE[np.clip(years, 0, 18)]
    return band


def working_day_after(start, number):
    """The nth working day after each day; NaT stays NaT."""
    out = np.full(len(start), np.datetime64("NaT"), dtype="M8[D]")
    known = ~np.isnat(start)
    out[known] = np.busday_offset(start[known], number, roll="backward", busdaycal=WORKING)
    return out


def month_of(dates):
    """Months since the first; empty days and months outside are -1."""
    month = (dates.astype("M8[M]") - FIRST_MONTH).astype(int)
    return np.where(np.isnat(dates) | (month < 0) | (month >= MONTHS), -1, month)


class Facts:
    """One list's rows with the dimensions that do not change with the day."""

    def __init__(self, name, with_place):
        frame = tables[name]
        self.frame = frame
        self.dims = {
            "sex": codes_of(frame["Gender"], SEX_OF, 3),
            "ethnicity": codes_of(frame["Ethnicity"], ETHNIC_GROUP_OF, 5),
        }
        own = frame[DISABLED].to_numpy() if DISABLED in frame else None
        child = child_disability.reindex(frame[ID]).to_numpy()
        said = child if own is None else np.where((own == "Y") | (own == "N"), own, child)
        self.dims["disability"] = np.select([said == "Y", said == "N"], [0, 1], 2).astype(np.int8)
        self.born = days(frame["Date of Birth"])
        unborn = np.isnat(self.born)
        if unborn.any():
            self.born[unborn] = child_born.reindex(frame[ID][unborn]).to_numpy().astype("M8[D]")
        if with_place:
            team = frame["Allocated Team"]
            self.dims["team"] = codes_of(team, {name: code for code, name in enumerate(TEAMS)}, len(TEAMS))
            area = codes_of(team, {name: AREAS.index(value) for name, value in team_area.items()}, -1)
            by_worker = codes_of(
                frame["Allocated Worker"], {name: AREAS.index(value) for name, value in worker_area.items()}, len(AREAS)
            )
            self.dims["area"] = np.where(area >= 0, area, by_worker)


def count(measures, facts, on, age_day, days_after=0):
    """Counts flags by month, as a whole and by each dimension. `measures`: name -> (numerator, denominator or None).

    The days after a month that must be known before its figure can be given leave the last months out."""
    month = month_of(on)
    last_known = LAST_DAY - np.timedelta64(days_after, "D")
    keep = (month >= 0) & ((FIRST_MONTH + month + 1).astype("M8[D]") - np.timedelta64(1, "D") <= last_known)
    add_up(measures, month[keep], {name: codes[keep] for name, codes in facts.dims.items()},
           age_band(facts.born[keep], age_day[keep]), keep, "month")


def add_up(measures, month, dims, bands, keep, kind):
    flags = {}
    for name, (numerator, denominator) in measures.items():
        flags[f"{name}|n"] = numerator[keep] if numerator is not None else np.ones(len(month), dtype=bool)
        if denominator is not None:
            flags[f"{name}|d"] = denominator[keep]
    frame = pd.DataFrame({"month": month, "age_band": bands, **dims, **{k: v.astype(np.int32) for k, v in flags.items()}})
    for dim in ["", "age_band", *dims]:
        sums = frame.groupby(["month", dim] if dim else "month", sort=False)[list(flags)].sum()
        counted.append((kind, dim, sums, [(name, den is not None) for name, (_, den) in measures.items()]))


def stock(measure, facts, start, end):
    """Counts what is open at the end of each month: a row for each thing on each month end."""
    ends = (FIRST_MONTH + np.arange(1, MONTHS + 1)).astype("M8[D]") - np.timedelta64(1, "D")
    first = np.searchsorted(ends, start)
    last = np.where(np.isnat(end), MONTHS, np.searchsorted(ends, end))
    length = np.maximum(last - first, 0)
    row = np.repeat(np.arange(len(start)), length)
    month = np.arange(length.sum()) - np.repeat(np.cumsum(length) - length, length) + first[row]
    add_up({measure: (None, None)}, month, {name: codes[row] for name, codes in facts.dims.items()},
           age_band(facts.born[row], ends[month]), slice(None), "snapshot")


def commonest(workers, column):
    """The area that most rows of each team or worker name; of equals the first by name."""
    named = workers.dropna(subset=[column, "area"])
    sizes = named.groupby([column, "area"]).size().reset_index(name="rows")
    best = sizes.sort_values([column, "rows", "area"], ascending=[True, False, True]).drop_duplicates(column)
    return dict(zip(best[column], best["area"]))


# Reading.
tables = {name: read_list(name) for name in LISTS}
workers = pd.read_csv(EXTRACT / "workers.csv", dtype=str, keep_default_na=False, na_values=[""])
phase("read")

# What is known of each child over all lists, and of each team.
said = pd.concat(
    [tables[name][[ID, DISABLED]].astype({DISABLED: object}) for name in LISTS if DISABLED in tables[name]]
)
disabled = pd.Index(said.loc[said[DISABLED] == "Y", ID].unique())
able = pd.Index(said.loc[said[DISABLED] == "N", ID].unique()).difference(disabled)
child_disability = pd.Series("Y", index=disabled)
child_disability = pd.concat([child_disability, pd.Series("N", index=able)])
births = pd.concat([tables[name][[ID, "Date of Birth"]].dropna() for name in reversed(LISTS)])
child_born = births.drop_duplicates(ID).set_index(ID)["Date of Birth"]
team_area, worker_area = commonest(workers, "team"), commonest(workers, "worker")
AREAS = sorted(set(team_area.values()) | set(worker_area.values()))
TEAMS = sorted(
    {team for name in LISTS if LISTS[name][3] for team in tables[name]["Allocated Team"].cat.categories}
)
counted = []
phase("prepare")

# Contacts: one that is followed by a referral of the child on that day or by the end of the next working day.
facts = Facts("contact", False)
contact = facts.frame
on = days(contact["Date of Contact"])
order = np.argsort(on, kind="stable")
referred = tables["referral"][[ID, "Date of referral"]].dropna().sort_values("Date of referral")
left = pd.DataFrame({ID: contact[ID].to_numpy()[order], "on": on[order].astype("M8[ns]")})
next_referral = pd.merge_asof(left, referred, left_on="on", right_on="Date of referral", by=ID, direction="forward")
became = np.zeros(len(contact), dtype=bool)
became[order] = days(next_referral["Date of referral"]) <= working_day_after(on[order], 1)
covered_from = min(on.min(), days(tables["referral"]["Date of referral"]).min())
count({"contacts": (None, None)}, facts, on, on)
count({"contacts-to-referral": (became, np.ones(len(contact), dtype=bool))}, facts, on, on, days_after=5)
phase("contacts")

# Referrals: a repeat follows another of the child within 12 months, as the file says where it does not reach back so far.
facts = Facts("referral", True)
referral = facts.frame
on = days(referral["Date of referral"])
order = np.lexsort((on, referral[ID].to_numpy()))
ids, sorted_on = referral[ID].to_numpy()[order], on[order]
previous = np.full(len(referral), np.datetime64("NaT"), dtype="M8[D]")
previous[order[1:]] = np.where(ids[1:] == ids[:-1], sorted_on[:-1], np.datetime64("NaT"))
year_before = add_months(on, -12)
told = referral["Number of Referrals in Last 12 Months"].to_numpy() > 0
repeat = (previous >= year_before) | ((year_before < covered_from) & told)
every = np.ones(len(referral), dtype=bool)
count(
    {
        "referrals": (None, None),
        "re-referrals-12m": (repeat, every),
        "referrals-nfa": ((referral["Referral NFA?"] == "Y").to_numpy(), every),
    },
    facts, on, on,
)
phase("referrals")

# Assessments, by their start and by their authorisation.
facts = Facts("assessment", True)
assessment = facts.frame
start = days(assessment["Continuous Assessment Start Date"])
end = days(assessment["Continuous Assessment Date of Authorisation"])
every = np.ones(len(assessment), dtype=bool)
in_time = (end >= start) & (end <= working_day_after(start, 45))
seen = (assessment["Child Seen During Continuous Assessment"] == "Y").to_numpy()
support = (assessment["Was the child assessed as requiring LA children's social care support?"] == "Y").to_numpy()
count({"assessments-started": (None, None)}, facts, start, start)
count(
    {
        "assessments-completed": (None, None),
        "assessments-45wd": (in_time, every),
        "assessment-child-seen": (seen, every),
        "assessment-needs-support": (support, every),
    },
    facts, end, start,
)
phase("assessments")

# Section 47 enquiries and initial conferences.
facts = Facts("section_47", True)
enquiry = facts.frame
start = days(enquiry["Strategy discussion initiating Section 47 Enquiry Start Date"])
held = days(enquiry["Date of Initial Child Protection Conference"])
every = np.ones(len(enquiry), dtype=bool)
was_held = ~np.isnat(held)
decided = was_held | enquiry["Was an Initial Child Protection Conference deemed unnecessary?"].notna().to_numpy()
in_time = (held >= start) & (held <= working_day_after(start, 15))
plan_made = (enquiry["Did the Initial Child Protection Conference Result in a Child Protection Plan"] == "Y").to_numpy()
count({"s47-number": (None, None), "s47-to-icpc": (was_held & decided, decided)}, facts, start, start)
count(
    {"icpc-number": (None, None), "icpc-15wd": (in_time, every), "icpc-to-plan": (plan_made, every)}, facts, held, start
)
phase("section 47")

# Episodes of need.
facts = Facts("need", True)
start, end = days(facts.frame["CIN Start Date"]), days(facts.frame["CIN Closure Date"])
count({"cin-ended": (None, None)}, facts, end, end)
stock("cin-number", facts, start, end)
phase("need")

# Child protection plans.
facts = Facts("plan", True)
start, end = (days(facts.frame[f"Child Protection Plan {which} Date"]) for which in ("Start", "End"))
every = np.ones(len(facts.frame), dtype=bool)
earlier = facts.frame["Number of Previous Child Protection Plans"].to_numpy() > 0
count({"cpp-started": (None, None), "cpp-repeat": (earlier, every)}, facts, start, start)
count({"cpp-ended": (None, None), "cpp-2y-closed": (end >= add_months(start, 24), every)}, facts, end, start)
stock("cpp-number", facts, start, end)
phase("plans")

# Children in care, short breaks left out.
care = tables["care"]
tables["care"] = care[~care["Child's Legal Status"].isin(["V3", "V4"])]
facts = Facts("care", True)
start, end = (days(facts.frame[f"Date {which} to be Looked After"]) for which in ("Started", "Ceased"))
count({"lac-started": (None, None)}, facts, start, start)
stock("lac-number", facts, start, end)
phase("care")

# The long table.
LABELS = {
    "age_band": AGE_BANDS,
    "sex": SEXES,
    "ethnicity": ETHNIC_GROUPS,
    "disability": DISABILITIES,
    "team": [*TEAMS, "Not known"],
    "area": [*AREAS, "Not known"],
}
firsts = (FIRST_MONTH + np.arange(MONTHS)).astype("M8[D]")
lasts = (FIRST_MONTH + np.arange(1, MONTHS + 1)).astype("M8[D]") - np.timedelta64(1, "D")
cells = []
for kind, dim, sums, measures in counted:
    keys = sums.index.to_frame(index=False)
    day = (firsts if kind == "month" else lasts)[keys["month"].to_numpy()]
    value = np.array(LABELS[dim], dtype=object)[keys[dim].to_numpy()] if dim else ""
    for measure, has_denominator in measures:
        cells.append(
            pd.DataFrame(
                {
                    "measure": measure,
                    "on_date": day,
                    "dimension": dim,
                    "value": value,
                    "numerator": sums[f"{measure}|n"].to_numpy(),
                    "denominator": sums[f"{measure}|d"].to_numpy() if has_denominator else 0,
                }
            )
        )
pd.concat(cells).to_csv(OUT, index=False)
phase("write")

used = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({
    "phases": phases,
    "seconds": sum(phases.values()),
    "peakBytes": used.ru_maxrss * 1024,
    "cpuSeconds": used.ru_utime + used.ru_stime,
    "pandas": pd.__version__,
    "python": sys.version.split()[0],
}))
