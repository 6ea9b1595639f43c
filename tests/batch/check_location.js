// check_location.js PIPELINE DOCUMENTS ROWS
//
// Runs the pipeline's script over the documents of tshark -T ek and compares the places with
// latitude and longitude of the rows (lines of FRAME,LATITUDE,LONGITUDE). The script is written in what
// Painless and JavaScript share, but for a few words, which are replaced.
//
// SPDX-License-Identifier: GPL-2.0-or-later

'use strict';

const { readFileSync } = require('node:fs');
const vm = require('node:vm');

const [pipeline, documents, rows] = process.argv.slice(2).map((path) => readFileSync(path, 'utf8'));
const script = JSON.parse(pipeline).processors[0].script.source
    .replace(/for \(def (\w+) : (\w+)\)/g, 'for (const $1 of $2)')
    .replace(/\b(def|int) /g, 'let ');
const prelude = `
    const List = Array;
    Array.prototype.size = function () { return this.length; };
    Array.prototype.get = function (i) { return this[i]; };
    Array.prototype.add = function (value) { this.push(value); };
    const ctx = JSON.parse(text);
    { ${script} }
    JSON.stringify(ctx.location ?? []);`;

const places = new Map();
for (const line of rows.trim().split('\n')) {
    const [frame, latitude, longitude] = line.split(',').map(Number);
    places.set(frame, [...(places.get(frame) ?? []), [latitude, longitude]]);
}

let compared = 0, different = 0;
for (const text of documents.trim().split('\n')) {
    const document = JSON.parse(text);
    if (document.index !== undefined) {
        different += document.index._type !== undefined;
        continue;
    }
    const found = JSON.parse(vm.runInNewContext(prelude, { text }))
        .map((place) => place.split(',').map(Number));
    const wanted = places.get(Number(document.layers.frame.frame_frame_number)) ?? [];
    const same = found.length === wanted.length && found.every((place, i) =>
        place.every((degrees, j) => Math.abs(degrees - wanted[i][j]) < 1e-6));
    if (!same)
        console.log(`frame ${document.layers.frame.frame_frame_number}: ${found} not ${wanted}`);
    compared += found.length;
    different += !same;
}
console.log(`${compared} places compared`);
process.exit(different > 0 || compared === 0 ? 1 : 0);
