// Fills a template with docxtemplater as its manual shows, again and again in one process.
// node docxtemplater.cjs MODULES TEMPLATE DATA OUTPUT ROUNDS: prints milliseconds, one a line.
"use strict";
const fs = require("fs");
const path = require("path");

const [modules, template, data, output, rounds] = process.argv.slice(2);
const PizZip = require(path.join(modules, "pizzip"));
const Docxtemplater = require(path.join(modules, "docxtemplater"));

const content = fs.readFileSync(template, "binary");
const values = JSON.parse(fs.readFileSync(data, "utf8"));
const expressions = (tag) => ({
    get: (scope) => tag.split(".").reduce((value, key) => (value ? value[key] : value), scope),
});

let file;
for (let round = 0; round < Number(rounds); round++) {
    const began = process.cpuUsage();
    const document = new Docxtemplater(new PizZip(content), {
        paragraphLoop: true,
        linebreaks: true,
        parser: (tag) => (tag.includes(".") ? expressions(tag) : { get: (scope) => scope[tag] }),
    });
    document.render(values);
    file = document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
    const spent = process.cpuUsage(began);
    console.log((spent.user + spent.system) / 1000);
}
fs.writeFileSync(output, file);
