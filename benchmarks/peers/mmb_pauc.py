"""Multi-task one-way partial AUC (FPR <= rho) by MMB-pAUC, against MB, AUC and CE, from a CE-pretrained encoder."""
from common import base_args, start, steps, Clock, emit
import numpy as np
import torch
import torch.nn.functional as F
from mmb_data import synth, Sampler, aucs, mlp, scores

p = base_args(__doc__)
p.add_argument('--method', choices=['mmb', 'mmb-practical', 'mb', 'sopas', 'ce'], default='mmb')
p.add_argument('--m', type=int, default=100)
p.add_argument('--tasks', type=int, default=10)
p.add_argument('--batch', type=int, default=128)
p.add_argument('--share', type=float, default=0.25)
p.add_argument('--rho', type=float, default=0.1)
p.add_argument('--eta0', type=float, default=0.01)
p.add_argument('--eta1', type=float, default=0.1)
p.add_argument('--eta2', type=float, default=0.1)
p.add_argument('--reduce', choices=['sum', 'mean'], default='sum', help='over the sampled tasks')
p.add_argument('--beta0', type=float, default=0.9)
p.add_argument('--beta1', type=float, default=0.9)
p.add_argument('--tau1', type=float, default=0.1)
p.add_argument('--tau2', type=float, default=0.1)
p.add_argument('--pretrain', type=int, default=1500)
p.add_argument('--kl', type=float, default=1.0, help='lambda of SOPA-s')
a = p.parse_args()
rs = start(a)
(trx, trY), (tex, teY) = synth(a.m)
W = [w.requires_grad_() for w in mlp([trx.shape[1], 128, 64], a.m)]
S = Sampler(trY, rs, a.tasks, a.batch, a.share)
lab = torch.cat([torch.ones(S.np_), torch.zeros(a.batch - S.np_)])


def logits(x, tt):
    for i in range(0, len(W) - 2, 2):
        x = torch.relu(x @ W[i] + W[i + 1])
    return torch.baddbmm(W[-1][tt][:, None, None], x, W[-2].T[tt][:, :, None])[:, :, 0]


def ce(z):
    return F.binary_cross_entropy_with_logits(z, lab.expand_as(z))


def draw():
    ts = S.tasks()
    idx = S.rows(ts)
    return torch.from_numpy(ts), idx, trx[idx]


Z = [torch.zeros_like(w) for w in W]
for _ in range(a.pretrain if not a.bench else 0):  # cross-entropy warm start, heavy-ball average, step 0.5
    tt, _, x = draw()
    g = torch.autograd.grad(ce(logits(x, tt)) * len(tt), W)
    with torch.no_grad():
        for w, z, d in zip(W, Z, g):
            z.mul_(0.1).add_(d, alpha=0.9)
            w -= 0.5 * z
with torch.no_grad():
    base = aucs(scores(W, tex), teY, a.rho)[0] if not a.bench else 0.0
Z = [torch.zeros_like(w) for w in W]
A, B, AL, LM = (torch.zeros(a.m) for _ in range(4))
H = torch.ones(a.m)
ZA, ZB = torch.zeros(a.m), torch.zeros(a.m)
US = torch.zeros(trY.shape[0], a.m) if a.method == 'sopas' else None
clk, np_ = Clock(), S.np_
for _ in steps(a, clk):
    with clk:
        tt, idx, x = draw()
        z = logits(x, tt)
        ab = None
        if a.method == 'ce':
            loss = ce(z)
        else:
            h = torch.sigmoid(z)
            hp, hn = h[:, :np_], h[:, np_:]
            if a.method == 'mb':  # hardest share of the batch's own negatives
                top = hn.topk(max(1, int(round(a.rho * hn.shape[1]))), dim=1)[0]
                loss = (top[:, None, :] - hp[:, :, None] + 1).square().mean()
            elif a.method == 'sopas':  # KL-smoothed partial AUC, one running average per positive example and task
                l = (hn[:, None, :] - hp[:, :, None] + 1).clamp(min=0).square()
                e = torch.exp(l.detach() / a.kl)
                c = (idx[:, :np_], tt[:, None].expand(-1, np_))
                US[c] = (1 - a.beta1) * US[c] + a.beta1 * e.mean(2)
                loss = ((e / US[c].clamp(min=1e-6)[:, :, None]) * l).mean()
            else:
                ab = [A[tt].requires_grad_(), B[tt].requires_grad_()]
                al, lm, Hk = AL[tt], LM[tt], H[tt]
                d = hn.detach() - lm[:, None]
                s1 = torch.sigmoid(d / a.tau1)
                phi = torch.sigmoid(d)
                quad = (hn - ab[1][:, None]).square()
                G = (hp - ab[0][:, None]).square().mean(1) + (phi * quad).mean(1) / a.rho \
                    + 2 * al * ((phi * hn).mean(1) / a.rho - hp.mean(1) + 1)
                if a.method == 'mmb':  # implicit part through the threshold
                    shift = torch.sigmoid((hn - lm[:, None]) / a.tau1).mean(1) / Hk
                    lphi = phi * (1 - phi) * (hn - shift[:, None])
                    G = G + (lphi * (quad.detach() + 2 * al[:, None] * hn.detach())).mean(1) / a.rho
                loss = G.mean()
                with torch.no_grad():
                    AL[tt] = al + a.eta1 * 2 * ((phi * hn).mean(1) / a.rho - hp.mean(1) + 1 - al)
                    LM[tt] = lm - a.eta2 * (a.rho + a.tau2 * lm - s1.mean(1))
                    H[tt] = (1 - a.beta1) * Hk + a.beta1 * (a.tau2 + (s1 * (1 - s1)).mean(1) / a.tau1)
        if a.reduce == 'sum':
            loss = loss * len(tt)
        g = torch.autograd.grad(loss, W + (ab or []))
        with torch.no_grad():
            for w, zz, d in zip(W, Z, g):
                zz.mul_(1 - a.beta0).add_(d, alpha=a.beta0)
                w -= a.eta0 * zz
            if ab:
                for v, zz, d in ((A, ZA, g[-2]), (B, ZB, g[-1])):
                    zz.mul_(1 - a.beta0)
                    zz[tt] += a.beta0 * d
                    v -= a.eta0 * zz
if a.bench:
    emit('mmb_pauc', a, clk)
else:
    with torch.no_grad():
        sc = scores(W, tex)
        te, full = aucs(sc, teY, a.rho), aucs(sc, teY)
    emit('mmb_pauc', a, clk, pauc_before=base, test_pauc=te[0], test_pauc_worst_task=te[1], test_auc=full[0])
