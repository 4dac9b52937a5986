// An extract of 100 invented people in which every field that is about a person is a canary: a
// value that stands nowhere else. Some rows are broken, so that findings are made about them too.

const columns = [
  'Cms Id', 'First Name', 'Last Name', 'Date Of Birth', 'Gender', 'Address', 'Service Involvement',
  'Local Authority Organisation', 'Contact Name', 'Contact Role', 'Contact Phone', 'Contact Email',
  'Date Current As Of', 'Coverage Start Date', 'Coverage End Date', 'Coverage Geographic Area',
  'Date Of Most Recent Interaction', 'Start Date Of Last Involvement',
];

const months = 'January February March April May June July August September October November December';

/** What no output may hold: a canary word, day, postcode or telephone. */
export const canaries = [
  /zqcanary/i,
  /\b1907[-/]\d{1,2}[-/]\d{1,2}/,
  /\b\d{1,2}[-/ ]\d{1,2}[-/ ]1907\b/,
  new RegExp(`(${months.replaceAll(' ', '|')}) 1907`),
  /\bQX\d \dZZ\b/i,
  /020\s?7946|\+?44\s?20\s?7946/,
];

/** The first canary in a text, with a little of what stands around it; nothing where none is. */
export function canaryIn(text) {
  for (const canary of canaries) {
    const found = canary.exec(text);
    if (found) return text.slice(Math.max(0, found.index - 60), found.index + 60);
  }
  return undefined;
}

/** The family name of a person of the extract. */
export const familyName = (number) => capital(`${letters(number, 7)}zqcanary`);

/** The given name of a person of the extract. */
export const givenName = (number) => capital(`${letters(number, 31)}zqcanary`);

/** The extract as CSV. */
export function canaryExtract(today) {
  const rows = Array.from({ length: 100 }, (_, number) => person(number, today));
  rows[11][3] = '1907-13-45';
  rows[12][3] = 'Zqcanarynoday';
  rows[13][0] = '';
  rows[14][6] = 'Zqcanarynostatus';
  rows[15][10] = 'Zqcanarynotelephone';
  rows[16][11] = 'zqcanary no address';
  rows[17][16] = '1907-02-30';
  rows[18].length = 7;
  rows[19].push('Zqcanaryonetoomany');
  rows[20][4] = 'Zqcanarynosex';
  rows[21][0] = rows[22][0];
  return [columns, ...rows].map((row) => row.map(cell).join(',')).join('\n') + '\n';
}

function person(number, today) {
  const word = letters(number, 3);
  const born = new Date(Date.UTC(1907, 0, 1 + 3 * number)).toISOString().slice(0, 10);
  return [
    `ZQCANARYKEY${1000 + number}`, givenName(number), familyName(number), born,
    number % 2 ? 'Male' : 'Female', `${number + 1} ${capital(word)} Zqcanarystreet\nZqcanarytown\nQX${number % 10} ${number % 9}ZZ`, 'Current',
    'Zqcanaryorganisation', `Zqcanaryworker ${word}`, 'Zqcanaryrole', `020 7946 0${100 + number}`,
    `zqcanary.${word}@zqcanary.example`, today, '2018-01-01', today, 'Zqcanaryarea', today, '2018-08-23',
  ];
}

/** A word for each number, unlike those of the others: likeness would make one person of two. */
function letters(number, seed) {
  const syllables = ['bo', 'ki', 'lun', 'mar', 'ne', 'pos', 'ri', 'shu', 'ta', 'vel', 'go', 'di', 'fra', 'we', 'jun'];
  let state = (number + 1) * 7919 * seed;
  return Array.from({ length: 5 }, () => {
    state = (state * 0x41c64e6d + 12345) % 0x80000000;
    return syllables[Math.floor(state / 65536) % syllables.length];
  }).join('');
}

const capital = (word) => word[0].toUpperCase() + word.slice(1);

function cell(value) {
  return /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
