// Says what the ticked places come to while they are being ticked; the stored sentence stands there without this script.
const said = document.querySelector('[data-scope]');
const form = said && said.closest('form');
let waiting = null;
let asked = 0;

async function tell() {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (['included', 'excluded', 'parent'].includes(name) && value) query.append(name, value);
  }
  asked += 1;
  const mine = asked;
  const answer = await fetch(`${said.dataset.scope}?${query}`, { headers: { 'X-Requested-With': 'fetch' } });
  if (answer.ok && mine === asked) said.innerHTML = await answer.text();
}

if (form) {
  form.addEventListener('change', (event) => {
    if (!['included', 'excluded', 'parent'].includes(event.target.name)) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => tell().catch(() => {}), 150);
  });
  if (!form.querySelector('[name=included]:checked') && form.querySelector('[name=parent]')?.value) tell().catch(() => {});
}
