"use strict";

// The endpoint is the one that serves this page. No completion: it would ask services elsewhere.
const QUERY = `# Who defends whom, and in which words
SELECT ?subject ?object ?status ?sentence WHERE {
  ?statement rdf:predicate kg:defends ; rdf:subject/kg:label ?subject ; rdf:object/kg:label ?object ;
             kg:status ?status ; kg:evidence/oa:hasSelector/oa:exact ?sentence
} LIMIT 100
`;

fetch("/settings.json").then((answer) => answer.json()).then(({ prefixes }) => {
  const header = ["kg", "rdf", "oa", "prov", "state"].map((name) => `PREFIX ${name}: <${prefixes[name]}>\n`).join("");
  Yasgui.Yasqe.defaults.value = header + QUERY;
  Yasgui.Yasqe.defaults.autocompleters = [];
  new Yasgui(document.getElementById("yasgui"), {
    requestConfig: { endpoint: `${location.origin}/sparql` },
    copyEndpointOnNewTab: true,
    persistenceId: null,
  });
});
