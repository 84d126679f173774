"""MORBiT hyper-parameter search: kernel logistic regression on Letter pairs with random Fourier features."""
from common import base_args, start, steps, project_simplex, Clock, Plateau, emit, letter, LETTER
import numpy as np
import torch
import torch.nn.functional as F

p = base_args(__doc__)
p.add_argument('--letter', default=LETTER, help='the Letter data, class first')
p.add_argument('--n', type=int, default=16)
p.add_argument('--mode', choices=['mm', 'avg'], default='mm')
p.add_argument('--hyper', choices=['itd', 'leak'], default='itd', help="leak: outer gets grad of sum_i g_i plus direct part of f, as the published code does")
p.add_argument('--feat', type=int, default=64)
p.add_argument('--batch', type=int, default=8)
p.add_argument('--rho0', type=float, default=0.01)
p.add_argument('--sig0', type=float, default=0.1)
p.add_argument('--momentum', type=float, default=0.9)
p.add_argument('--double-softmax', action='store_true')
a = p.parse_args()
rs = start(a)
n, al, be, ga = a.n, 1e-4, 1e-3, 1e-3
x, y = letter(a.letter)
prs = [(i, j) for i in range(26) for j in range(i + 1, 26)]
np.random.RandomState(0).shuffle(prs)  # the same tasks for every seed
sets = {'tr': [], 'va': [], 'te': []}
for c, d in prs[:n]:
    part = {k: [] for k in sets}
    for lab, k in ((0, c), (1, d)):
        i = rs.permutation(np.flatnonzero(y == k))
        m = len(i)
        for nm, lo, hi in (('tr', 0, .6), ('va', .6, .8), ('te', .8, 1.0)):
            part[nm] += [(q, lab) for q in i[int(lo * m):int(hi * m)]]
    for k in sets:
        q = np.array(part[k])
        sets[k].append((torch.from_numpy(x[q[:, 0]]), torch.from_numpy(q[:, 1]).long()))
K = a.feat
W = torch.randn(16, K)
R = torch.full((2 * K,), a.rho0, requires_grad=True)
S = torch.full((16,), a.sig0, requires_grad=True)
hs = [torch.nn.Linear(2 * K, 2) for _ in range(n)]
w = [torch.stack([h.weight.detach().T for h in hs]), torch.stack([h.bias.detach()[None] for h in hs])]


def rff(x):
    z = (S * x) @ W
    return torch.cat([z.sin(), z.cos()], -1)


def ce(w, e, y):
    z = torch.baddbmm(w[1], e, w[0])
    if a.double_softmax:
        z = z.softmax(2)
    return F.cross_entropy(z.transpose(1, 2), y, reduction='none').mean(1)


def batch(nm):
    bx, by = [], []
    for X, Y in sets[nm]:
        i = torch.from_numpy(rs.randint(0, len(X), a.batch))
        bx.append(X[i])
        by.append(Y[i])
    return torch.stack(bx), torch.stack(by)


def full(nm):
    return torch.stack([ce([w[0][k:k + 1], w[1][k:k + 1]], rff(X[None]), Y[None])[0] for k, (X, Y) in enumerate(sets[nm])])


def penalty(w):  # elementwise weights on squared coefficients
    return (R.square()[None, :, None] * w[0].square()).sum((1, 2)) if a.hyper == 'itd' else (R[None, :, None] * w[0].square()).sum((1, 2))


lam, clk = torch.full((n,), 1.0 / n), Clock()
mom = [torch.zeros_like(R), torch.zeros_like(S), torch.zeros(n)] + [torch.zeros_like(v) for v in w]
sch, s, hist = Plateau(0.5, 30), 1.0, []
for k in steps(a, clk):
    with clk:
        w = [v.requires_grad_() for v in w]
        bx, by = batch('tr')
        G = (ce(w, rff(bx), by) + penalty(w)).sum()
        leak = torch.autograd.grad(G, [R, S], retain_graph=True) if a.hyper == 'leak' else None
        g = torch.autograd.grad(G, w, create_graph=a.hyper == 'itd')
        for i in (0, 1):
            mom[3 + i] = a.momentum * mom[3 + i].detach() + g[i]
        w = [v - be * s * m for v, m in zip(w, mom[3:])]
        if a.hyper == 'leak':
            w = [v.detach() for v in w]
        bx, by = batch('va')
        f = ce(w, rff(bx), by)
        d = list(torch.autograd.grad((lam * f).sum(), [R, S], allow_unused=True))
        for i in (0, 1):
            q = d[i] if d[i] is not None else torch.zeros_like(mom[i])
            if leak is not None:
                q = q + leak[i]
            mom[i] = a.momentum * mom[i] + q
        with torch.no_grad():
            for v, m in ((R, mom[0]), (S, mom[1])):
                v -= al * s * m
                v.clamp_(min=0.0)
        w = [v.detach() for v in w]
        if a.mode == 'mm':
            mom[2] = a.momentum * mom[2] + f.detach()
            lam = project_simplex(lam + ga * s * mom[2])
    if not a.bench and k % 100 == 99:
        with torch.no_grad():
            v, t = full('va'), full('te')
            s = sch.step((lam * v).sum().item())
            hist.append((v.max().item(), t.max().item(), v.mean().item(), t.mean().item()))
if a.bench:
    emit('morbit_letter', a, clk)
else:
    h = np.array(hist)
    emit('morbit_letter', a, clk, val_worst=h[-1, 0], test_worst=h[-1, 1], val_mean=h[-1, 2], test_mean=h[-1, 3],
         best_val_worst=h[:, 0].min(), best_test_worst=h[:, 1].min(), lam_max=lam.max().item(), lr_scale=s,
         rho_mean=R.mean().item(), sig_mean=S.mean().item(), sig_min=S.min().item(), sig_max=S.max().item())
